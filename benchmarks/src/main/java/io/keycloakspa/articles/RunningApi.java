package io.keycloakspa.articles;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A build of the API in a process of its own, on a database of its own with 1,000 published articles. */
final class RunningApi implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    private static final String NO_LIMIT = "100000000";

    private static final String ARTICLES = """
            insert into article (id, title, content, status, author_issuer, author_subject, author_name, created_at, updated_at, version)
            select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Article ' || n, repeat('Some words of it. ', 100),
            'published', 'benchmark', 'author-' || n % 10, 'Author', now(), now(), 0 from generate_series(1, 1000) n""";

    private final Process process;
    private final Path log;
    private final URI url;
    private final URI readiness;

    private RunningApi(Process process, Path log, int port, int managementPort) {
        this.process = process;
        this.log = log;
        this.url = URI.create("http://localhost:" + port);
        this.readiness = URI.create("http://localhost:" + managementPort + "/actuator/health/readiness");
    }

    /**
     * Starts and waits until it is ready.
     *
     * @param database the name of a database that is not there yet
     */
    static RunningApi start(
            Path jar, FakeRealm realm, EmbeddedPostgres postgres, String database, boolean introspectWrites)
            throws IOException, SQLException, InterruptedException {
        execute(postgres, "postgres", "create database " + database);
        int port = freePort();
        int managementPort = freePort();
        Path log = Files.createTempFile("articles-api", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dspring.aot.enabled=true",
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT",
                        Integer.toString(port),
                        "MANAGEMENT_SERVER_PORT",
                        Integer.toString(managementPort),
                        "SPRING_DATASOURCE_URL",
                        postgres.getJdbcUrl("postgres", database),
                        "SPRING_DATASOURCE_USERNAME",
                        "postgres",
                        "ARTICLES_ISSUER",
                        realm.url().toString(),
                        "ARTICLES_JWK_SET_URI",
                        realm.url() + "/certs",
                        "ARTICLES_INTROSPECTION_URI",
                        realm.url() + "/introspect",
                        "ARTICLES_INTROSPECT_WRITES",
                        Boolean.toString(introspectWrites),
                        "ARTICLES_API_CLIENT_SECRET",
                        "benchmark",
                        "ARTICLES_RESOURCE",
                        "http://localhost/api"));
        for (String limit : List.of("SOURCE", "SUBJECT", "SUBJECTWRITES")) {
            builder.environment().put("ARTICLES_LIMITS_" + limit, NO_LIMIT);
        }
        RunningApi api = new RunningApi(builder.start(), log, port, managementPort);
        api.awaitReady();
        execute(postgres, database, ARTICLES);
        execute(postgres, database, "vacuum analyze article");
        return api;
    }

    URI url() {
        return url;
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                HttpRequest request = HttpRequest.newBuilder(readiness).build();
                if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        close();
        throw new IllegalStateException("The API does not get ready; it says:\n" + Files.readString(log));
    }

    private static void execute(EmbeddedPostgres postgres, String database, String statement) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
