package io.keycloakspa.launcher.database;

import io.keycloakspa.launcher.process.StartFailure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** PostgreSQL from its Maven artifact: one server on the loopback interface, one database for each of our servers. */
public final class EmbeddedDatabase implements AutoCloseable {

    public static final String USER = "postgres";

    private static final List<String> DATABASES = List.of("keycloak", "articles");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final EmbeddedPostgres server;
    private final Path data;

    private EmbeddedDatabase(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    /** Starts on a folder that is kept: made when missing, used as it is otherwise. */
    public static EmbeddedDatabase start(Path folder, int port, Path log) {
        Path data = folder.resolve("data");
        File binaries = folder.resolve("binaries").toFile();
        try {
            Files.createDirectories(data);
            Files.createDirectories(log.getParent());
            var database = new EmbeddedDatabase(
                    EmbeddedPostgres.builder()
                            .setPort(port)
                            .setDataDirectory(data)
                            .setCleanDataDirectory(false)
                            .setOverrideWorkingDirectory(binaries)
                            .setPGStartupWait(LIMIT)
                            // Ours ends the servers before their database; the library's own hook would race with it.
                            .setRegisterShutdownHook(false)
                            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .setServerConfig("max_connections", "200")
                            .start(),
                    data);
            database.createDatabases();
            return database;
        } catch (IOException | SQLException | RuntimeException e) {
            throw new StartFailure("PostgreSQL did not start (" + e.getMessage() + "); its log is " + log, e);
        }
    }

    private void createDatabases() throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (String name : DATABASES) {
                try (var known = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                    if (known.next()) {
                        continue;
                    }
                }
                statement.execute("CREATE DATABASE " + name);
            }
        }
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    /** The server's main process, which the library starts in the background. */
    public ProcessHandle process() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
            return ProcessHandle.of(pid)
                    .orElseThrow(() -> new StartFailure("PostgreSQL ended right after its start; start again"));
        } catch (IOException e) {
            throw new StartFailure("PostgreSQL ended right after its start; start again", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
