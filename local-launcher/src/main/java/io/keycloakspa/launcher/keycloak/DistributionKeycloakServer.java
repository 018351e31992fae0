package io.keycloakspa.launcher.keycloak;

import io.keycloakspa.launcher.process.ChildProcess;
import io.keycloakspa.launcher.process.ReadinessProbe;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keycloak from its distribution, in a JVM of its own, reachable on the loopback interface only. */
public final class DistributionKeycloakServer implements KeycloakServer {

    private final ChildProcess process;
    private final URI baseUrl;
    private final URI managementUrl;

    private DistributionKeycloakServer(ChildProcess process, URI baseUrl, URI managementUrl) {
        this.process = process;
        this.baseUrl = baseUrl;
        this.managementUrl = managementUrl;
    }

    /**
     * Starts a built distribution without waiting for it.
     *
     * @param database JDBC address
     * @param environment database credentials, bootstrap admin and the realm file's placeholders: variables, because
     *     other users of the machine can read arguments
     */
    public static DistributionKeycloakServer start(
            KeycloakDistribution distribution,
            int port,
            int managementPort,
            String database,
            Map<String, String> environment,
            Path log) {
        URI baseUrl = URI.create("http://localhost:" + port);
        List<String> options = List.of(
                "--optimized",
                "--import-realm",
                "--db-url=" + database,
                "--hostname=" + baseUrl,
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                "--cache=local",
                // So that a client's mailed links may be sent to a development server on this machine.
                "--spi-realm-restapi-extension--spa--development-hosts=true");
        var variables = new HashMap<>(distribution.jvm());
        variables.putAll(environment);
        var process = ChildProcess.start("Keycloak", distribution.command("start", options), variables, log);
        return new DistributionKeycloakServer(process, baseUrl, URI.create("http://localhost:" + managementPort));
    }

    /** Until this returns, every request is answered 503: the server starts its realms in the background. */
    public void awaitReady(ReadinessProbe probe) throws InterruptedException {
        probe.await(process, URI.create(managementUrl + "/health/ready"));
    }

    public ChildProcess process() {
        return process;
    }

    @Override
    public URI baseUrl() {
        return baseUrl;
    }

    @Override
    public URI managementUrl() {
        return managementUrl;
    }

    @Override
    public void close() {
        process.close();
    }
}
