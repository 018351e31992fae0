package io.keycloakspa.launcher.keycloak;

import io.keycloakspa.launcher.process.ChildProcess;
import io.keycloakspa.launcher.process.ReadinessProbe;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Starts a built distribution as {@link KeycloakSource#start} says. */
    public static DistributionKeycloakServer start(
            KeycloakDistribution distribution,
            KeycloakNode node,
            String database,
            Map<String, String> environment,
            Path log) {
        var options = new ArrayList<>(List.of("--optimized"));
        options.addAll(node.options(database));
        var variables = new HashMap<>(distribution.jvm());
        variables.putAll(environment);
        var process = ChildProcess.start("Keycloak", distribution.command("start", options), variables, log);
        return new DistributionKeycloakServer(process, node.baseUrl(), node.managementUrl());
    }

    @Override
    public void awaitReady(ReadinessProbe probe) throws InterruptedException {
        probe.await(process, URI.create(managementUrl + "/health/ready"));
    }

    @Override
    public Optional<ChildProcess> process() {
        return Optional.of(process);
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
