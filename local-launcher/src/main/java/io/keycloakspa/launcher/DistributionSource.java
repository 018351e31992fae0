package io.keycloakspa.launcher;

import io.keycloakspa.launcher.keycloak.DistributionKeycloakServer;
import io.keycloakspa.launcher.keycloak.KeycloakDistribution;
import io.keycloakspa.launcher.keycloak.KeycloakNode;
import io.keycloakspa.launcher.keycloak.KeycloakServer;
import io.keycloakspa.launcher.keycloak.KeycloakSource;
import io.keycloakspa.launcher.process.ChildProcess;
import io.keycloakspa.launcher.process.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keycloak from a distribution on disk. */
final class DistributionSource implements KeycloakSource {

    private final Callable<KeycloakDistribution> unpacking;
    private final Path buildLog;
    private final Progress progress;
    private final Consumer<ChildProcess> begun;
    private volatile @Nullable KeycloakDistribution distribution;

    /**
     * Takes a distribution that may still have to be unpacked.
     *
     * @param begun told of the process that puts the jars in, so that a start that is cut off can end it
     */
    DistributionSource(
            Callable<KeycloakDistribution> unpacking, Path buildLog, Progress progress, Consumer<ChildProcess> begun) {
        this.unpacking = unpacking;
        this.buildLog = buildLog;
        this.progress = progress;
        this.begun = begun;
    }

    @Override
    public void prepare(List<Path> providers, Map<String, byte[]> files) throws Exception {
        KeycloakDistribution unpacked = unpacking.call();
        progress.step("Keycloak built with the extension", () -> unpacked.build(providers, buildLog, begun));
        files.forEach(unpacked::write);
        distribution = unpacked;
    }

    @Override
    public KeycloakServer start(KeycloakNode node, String database, Map<String, String> environment, Path log) {
        return DistributionKeycloakServer.start(
                Objects.requireNonNull(distribution, "not prepared"), node, database, environment, log);
    }
}
