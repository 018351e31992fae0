package io.keycloakspa.articles;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The API as it is shipped, with the beans that were decided while building: a JVM of its own, which can be killed. */
final class ApiProcess implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;
    private final int managementPort;

    private ApiProcess(Process process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /**
     * Starts without waiting.
     *
     * @param jar the shipped jar, or the small one that was extracted from it
     * @param options of the JVM
     */
    static ApiProcess start(Path jar, List<String> options, Map<String, String> environment, Path log)
            throws IOException {
        int port = freePort();
        int managementPort = freePort();
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("-Dspring.aot.enabled=true");
        command.addAll(options);
        command.addAll(List.of(
                "-jar",
                jar.toAbsolutePath().toString(),
                "--server.port=" + port,
                "--management.server.port=" + managementPort));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new ApiProcess(builder.start(), port, managementPort);
    }

    static Path shippedJar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("articles-api-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    URI url() {
        return URI.create("http://localhost:" + port);
    }

    void awaitReady(Duration limit) {
        await().atMost(limit).pollInterval(Duration.ofMillis(50)).until(this::isReady);
    }

    /** As {@code kill -9} does: nothing is flushed, nobody is told. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM. */
    void askToStop() {
        process.destroy();
    }

    /** Asks to stop and waits. */
    int stop() throws InterruptedException {
        askToStop();
        return process.waitFor();
    }

    @Override
    public void close() {
        kill();
    }

    private boolean isReady() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The API ended with " + process.exitValue());
        }
        try {
            URI readiness = URI.create("http://localhost:" + managementPort + "/actuator/health/readiness");
            return HTTP.send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
