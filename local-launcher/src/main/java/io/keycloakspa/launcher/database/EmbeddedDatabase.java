package io.keycloakspa.launcher.database;

import io.keycloakspa.launcher.process.ChildProcess;
import io.keycloakspa.launcher.process.LeftBehind;
import io.keycloakspa.launcher.process.StartFailure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** PostgreSQL from its Maven artifact: one server on the loopback interface, one database for each of our servers. */
public final class EmbeddedDatabase implements AutoCloseable {

    public static final String USER = "postgres";

    private static final List<String> DATABASES = List.of("keycloak", "articles");
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration GRACE = Duration.ofSeconds(20);

    // Keycloak's and the API's tables are nobody's business on a machine that others use as well.
    private static final String ONLY_BY_PASSWORD = """
            # TYPE  DATABASE  USER  ADDRESS  METHOD
            local   all       all            scram-sha-256
            host    all       all   all      scram-sha-256
            """;

    private final EmbeddedPostgres server;
    private final Path data;

    private EmbeddedDatabase(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    /**
     * Starts on a folder that is kept: made when missing, used as it is otherwise.
     *
     * @param password of the one role, asked for from every connection
     * @param durable whether what was written survives a crash of the machine, at the price of speed
     */
    public static EmbeddedDatabase start(Path folder, int port, String password, boolean durable, Path log) {
        Path data = data(folder);
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
                            .setConnectConfig("password", password)
                            // Ours ends the servers before their database; the library's own hook would race with it.
                            .setRegisterShutdownHook(false)
                            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .setServerConfig("max_connections", "200")
                            .setServerConfig("fsync", durable ? "on" : "off")
                            .start(),
                    data);
            try {
                database.admitOnlyBy(password);
                database.createDatabases();
            } catch (IOException | SQLException | RuntimeException e) {
                database.close();
                throw e;
            }
            return database;
        } catch (IOException | SQLException | RuntimeException e) {
            throw new StartFailure("PostgreSQL did not start (" + e.getMessage() + "); its log is " + log, e);
        }
    }

    /**
     * Ends a server that a killed launcher left on the folder.
     *
     * @return whether there was one
     */
    public static boolean endLeftBehind(Path folder) {
        Path record = data(folder).resolve("postmaster.pid");
        try {
            if (!Files.exists(record)) {
                return false;
            }
            List<String> lines = Files.readAllLines(record);
            Instant startedAt =
                    Instant.ofEpochSecond(Long.parseLong(lines.get(2).trim()));
            Optional<ProcessHandle> server = ProcessHandle.of(
                            Long.parseLong(lines.get(0).trim()))
                    .filter(process -> LeftBehind.isSame(process, startedAt));
            server.ifPresent(process -> ChildProcess.end(process, GRACE));
            return server.isPresent();
        } catch (IOException | RuntimeException e) {
            throw new StartFailure(record + " cannot be read (" + e.getMessage() + "): delete it and start again", e);
        }
    }

    private static Path data(Path folder) {
        return folder.resolve("data");
    }

    /** The library makes databases that admit everybody; ours asks for the password from its first start on. */
    private void admitOnlyBy(String password) throws IOException, SQLException {
        Path rules = data.resolve("pg_hba.conf");
        if (Files.readString(rules).equals(ONLY_BY_PASSWORD)) {
            return;
        }
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("ALTER ROLE " + USER + " PASSWORD '" + password.replace("'", "''") + "'");
            Files.writeString(rules, ONLY_BY_PASSWORD);
            statement.execute("SELECT pg_reload_conf()");
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
