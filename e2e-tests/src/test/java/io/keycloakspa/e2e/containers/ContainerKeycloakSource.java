package io.keycloakspa.e2e.containers;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import io.keycloakspa.launcher.LocalEnvironment;
import io.keycloakspa.launcher.keycloak.KeycloakNode;
import io.keycloakspa.launcher.keycloak.KeycloakServer;
import io.keycloakspa.launcher.keycloak.KeycloakSource;
import io.keycloakspa.launcher.process.ChildProcess;
import io.keycloakspa.launcher.process.ReadinessProbe;
import io.keycloakspa.launcher.process.StartFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.builder.Transferable;

/**
 * Keycloak in its own image. It shares the network of this machine, which on Linux makes addresses the same inside and
 * outside: the database, the mail server and everything else stay as they are.
 */
public final class ContainerKeycloakSource implements KeycloakSource {

    private static final String HOME = "/opt/keycloak/";
    private static final int READABLE = 0644;

    private List<Path> providers = List.of();
    private Map<String, byte[]> files = Map.of();

    @Override
    public void prepare(List<Path> wanted, Map<String, byte[]> laidOut) {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new StartFailure(
                    "-De2e.target=containers needs Linux, where a container can share the machine's network");
        }
        providers = wanted;
        files = laidOut;
    }

    @Override
    public KeycloakServer start(KeycloakNode node, String database, Map<String, String> environment, Path log)
            throws IOException {
        List<String> options = new ArrayList<>(KeycloakNode.BUILD_OPTIONS);
        options.addAll(node.options(database));
        // The library gives it already, and Keycloak takes it once.
        options.remove("--import-realm");
        OutputStream output = Files.newOutputStream(log);
        KeycloakContainer container = new KeycloakContainer(image())
                .withProductionMode()
                .withProviderLibsFrom(providers.stream().map(Path::toFile).toList())
                .withEnv(environment)
                .withEnv("JAVA_OPTS_APPEND", "-Xms128m -Xmx640m -XX:TieredStopAtLevel=1")
                .withAdminUsername(LocalEnvironment.BOOTSTRAP_ADMIN)
                .withAdminPassword(environment.getOrDefault("KC_BOOTSTRAP_ADMIN_PASSWORD", ""))
                .withNetworkMode("host")
                .withExposedPorts()
                .withLogConsumer(frame -> write(output, frame))
                .waitingFor(new AbstractWaitStrategy() {
                    @Override
                    protected void waitUntilReady() {
                        // The environment waits, for a container as for a process.
                    }
                });
        options.forEach(container::withCustomCommand);
        files.forEach(
                (path, content) -> container.withCopyToContainer(Transferable.of(content, READABLE), HOME + path));
        container.start();
        return new Running(container, node.baseUrl(), node.managementUrl(), log);
    }

    private static void write(OutputStream output, OutputFrame frame) {
        try {
            if (frame.getType() == OutputFrame.OutputType.END) {
                output.close();
            } else {
                output.write(frame.getBytes());
                output.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keycloak's own, of the version that the build names. */
    public static String image() {
        var properties = new Properties();
        try (var in = ContainerKeycloakSource.class.getResourceAsStream("/launcher.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "quay.io/keycloak/keycloak:" + properties.getProperty("keycloak.version");
    }

    private record Running(KeycloakContainer container, URI baseUrl, URI managementUrl, Path log)
            implements KeycloakServer {

        @Override
        public void awaitReady(ReadinessProbe probe) throws InterruptedException {
            probe.await(
                    "Keycloak's container",
                    container::isRunning,
                    () -> new StartFailure("Keycloak's container has ended; its log is " + log),
                    URI.create(managementUrl + "/health/ready"));
        }

        @Override
        public Optional<ChildProcess> process() {
            return Optional.empty();
        }

        @Override
        public void close() {
            container.stop();
        }
    }
}
