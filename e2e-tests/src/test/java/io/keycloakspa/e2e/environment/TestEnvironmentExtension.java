package io.keycloakspa.e2e.environment;

import io.keycloakspa.launcher.LocalEnvironment;
import io.keycloakspa.launcher.LocalEnvironment.Options;
import io.keycloakspa.launcher.Ports;
import io.keycloakspa.launcher.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link TestEnvironment}: started once for a whole run on free ports and an empty database, ended with
 * it. Tests share it, so they make accounts of their own. Tests that deal with the servers themselves ask for the
 * {@link LocalEnvironment} beside it.
 */
public final class TestEnvironmentExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(TestEnvironmentExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestEnvironment.class || type == LocalEnvironment.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LocalEnvironment local = environment(context);
        return parameter.getParameter().getType() == LocalEnvironment.class ? local : TestEnvironment.of(local);
    }

    private static LocalEnvironment environment(ExtensionContext context) {
        Shared shared = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("environment", key -> Shared.start(), Shared.class);
        return shared.started();
    }

    /** Nobody waits an hour in a test. */
    private static final Map<String, String> OPTIONS =
            Map.of("KC_SPI_REALM_RESTAPI_EXTENSION__SPA__CLEANUP_INTERVAL", "10");

    /** The project's folder. */
    static Path root() {
        return Path.of(System.getProperty("project.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** The jar of the module beside this one: a hash that counts, a user store of awkward habits. */
    static Path instruments(Path root) throws IOException {
        Path built = root.resolve("e2e-tests/keycloak-providers/target");
        try (var jars = Files.newDirectoryStream(built, "e2e-keycloak-providers-*.jar")) {
            return jars.iterator().next();
        }
    }

    /** The store closes it after the last test. A start that failed is not tried again for each test. */
    private record Shared(
            @Nullable LocalEnvironment environment,
            @Nullable Exception failure) implements AutoCloseable {

        static Shared start() {
            Path root = root();
            Path data = root.resolve("e2e-tests/target/environment");
            try {
                var progress = new Progress(System.out, System.nanoTime());
                return new Shared(
                        LocalEnvironment.start(
                                root,
                                data,
                                Ports.free(),
                                progress,
                                new Options(true, List.of(instruments(root)), OPTIONS)),
                        null);
            } catch (Exception e) {
                return new Shared(null, e);
            }
        }

        LocalEnvironment started() {
            if (environment == null) {
                throw new IllegalStateException("the environment did not start", failure);
            }
            return environment;
        }

        @Override
        public void close() {
            if (environment != null) {
                environment.close();
            }
        }
    }
}
