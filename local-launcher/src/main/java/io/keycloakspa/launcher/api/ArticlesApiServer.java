package io.keycloakspa.launcher.api;

import io.keycloakspa.launcher.process.ChildProcess;
import io.keycloakspa.launcher.process.ReadinessProbe;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The articles API as it is shipped: its jar in a JVM of its own. */
public final class ArticlesApiServer implements AutoCloseable {

    private final ChildProcess process;
    private final URI baseUrl;
    private final URI managementUrl;

    private ArticlesApiServer(ChildProcess process, URI baseUrl, URI managementUrl) {
        this.process = process;
        this.baseUrl = baseUrl;
        this.managementUrl = managementUrl;
    }

    /**
     * Starts without waiting.
     *
     * @param environment issuer, database and secrets, by the names of the API's configuration
     */
    public static ArticlesApiServer start(
            Path jar, int port, int managementPort, Map<String, String> environment, Path log) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                jar.toString(),
                // A log for people, and a page to try the operations.
                "--spring.profiles.active=local",
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.address=127.0.0.1",
                "--management.server.port=" + managementPort);
        return new ArticlesApiServer(
                ChildProcess.start("The articles API", command, environment, log),
                URI.create("http://localhost:" + port),
                URI.create("http://localhost:" + managementPort));
    }

    public void awaitReady(ReadinessProbe probe) throws InterruptedException {
        probe.await(process, URI.create(managementUrl + "/actuator/health/readiness"));
    }

    public ChildProcess process() {
        return process;
    }

    public URI baseUrl() {
        return baseUrl;
    }

    @Override
    public void close() {
        process.close();
    }
}
