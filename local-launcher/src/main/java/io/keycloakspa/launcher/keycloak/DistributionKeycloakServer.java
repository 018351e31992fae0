package io.keycloakspa.launcher.keycloak;

import io.keycloakspa.launcher.process.ChildProcess;
import io.keycloakspa.launcher.process.ReadinessProbe;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keycloak from its distribution, in a JVM of its own, reachable on the loopback interface only. */
public final class DistributionKeycloakServer implements KeycloakServer {

    private final ChildProcess process;
    private final URI baseUrl;
    private final URI managementUrl;

    /**
     * One Keycloak process.
     *
     * @param publicUrl what people and tokens know it by; the same for all nodes of a cluster
     * @param options what this node is started with beside what all are
     */
    public record Node(int port, int managementPort, URI publicUrl, List<String> options) {

        /** The only one on its database. */
        public static Node alone(int port, int managementPort) {
            return new Node(port, managementPort, url(port), List.of("--cache=local"));
        }

        /** One of several on their database, which find each other in it. */
        public static Node clustered(int port, int managementPort, URI publicUrl, List<String> more) {
            var options = new ArrayList<>(List.of(
                    "--cache=ispn", "--cache-stack=jdbc-ping", "--cache-embedded-network-bind-address=127.0.0.1"));
            options.addAll(more);
            return new Node(port, managementPort, publicUrl, List.copyOf(options));
        }

        private static URI url(int port) {
            return URI.create("http://localhost:" + port);
        }
    }

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
            KeycloakDistribution distribution, Node node, String database, Map<String, String> environment, Path log) {
        var options = new ArrayList<>(List.of(
                "--optimized",
                "--import-realm",
                "--db-url=" + database,
                "--hostname=" + node.publicUrl(),
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + node.port(),
                "--http-management-port=" + node.managementPort(),
                // By default one good password in 10,000 is taken for a listed one.
                "--spi-password-policy--password-blacklist--false-positive-probability=0.000000001",
                // So that a client's mailed links may be sent to a development server on this machine.
                "--spi-realm-restapi-extension--spa--development-hosts=true"));
        options.addAll(node.options());
        var variables = new HashMap<>(distribution.jvm());
        variables.putAll(environment);
        var process = ChildProcess.start("Keycloak", distribution.command("start", options), variables, log);
        return new DistributionKeycloakServer(process, Node.url(node.port()), Node.url(node.managementPort()));
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
