package io.keycloakspa.e2e.environment;

import io.keycloakspa.launcher.LocalEnvironment;
import io.keycloakspa.launcher.LocalEnvironment.Options;
import io.keycloakspa.launcher.Ports;
import io.keycloakspa.launcher.process.Progress;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link TestEnvironment}: as a rule started once for a whole run on free ports and an empty database,
 * and ended with it. Tests share it, so they make accounts of their own. Tests that deal with the servers themselves ask
 * for the {@link LocalEnvironment} beside it, and are left out where the tests do not start any.
 */
public final class TestEnvironmentExtension implements ExecutionCondition, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(TestEnvironmentExtension.class);

    /** Nobody waits an hour in a test. */
    private static final Map<String, String> OPTIONS =
            Map.of("KC_SPI_REALM_RESTAPI_EXTENSION__SPA__CLEANUP_INTERVAL", "10");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Stream<Method> asking = context.getTestMethod()
                .map(Stream::of)
                .orElseGet(() -> context.getTestClass().stream()
                        .flatMap(tests -> Stream.of(tests.getDeclaredMethods()))
                        .filter(method -> method.isAnnotationPresent(BeforeAll.class)
                                || method.isAnnotationPresent(BeforeEach.class)));
        boolean forServers =
                asking.anyMatch(method -> List.of(method.getParameterTypes()).contains(LocalEnvironment.class));
        return forServers && Target.asked().kind() == Target.Kind.DEPLOYED
                ? ConditionEvaluationResult.disabled(Need.SERVERS.reason())
                : ConditionEvaluationResult.enabled("the target has what it asks for");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestEnvironment.class || type == LocalEnvironment.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("environment", key -> Shared.start(), Shared.class);
        TestEnvironment environment = shared.started();
        return parameter.getParameter().getType() == TestEnvironment.class
                ? environment
                : Objects.requireNonNull(shared.local());
    }

    /** The project's folder. */
    static Path root() {
        return Path.of(System.getProperty("project.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** Where the servers that are started keep what they keep. */
    static Path data() {
        return root().resolve("e2e-tests/target/environment");
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
            @Nullable TestEnvironment environment,
            @Nullable LocalEnvironment local,
            @Nullable Exception failure) implements AutoCloseable {

        static Shared start() {
            try {
                Target target = Target.asked();
                System.out.println("Target of the tests: " + target);
                if (target.kind() == Target.Kind.DEPLOYED) {
                    return new Shared(Deployed.connect(target.url().orElseThrow()), null, null);
                }
                LocalEnvironment local = start(target);
                Set<Need> lacking =
                        target.kind() == Target.Kind.CONTAINERS ? Set.of(Need.DISTRIBUTION, Need.PROCESSES) : Set.of();
                return new Shared(TestEnvironment.of(local, lacking), local, null);
            } catch (Exception e) {
                return new Shared(null, null, e);
            }
        }

        private static LocalEnvironment start(Target target) throws Exception {
            var options = new Options(true, List.of(instruments(root())), OPTIONS, target.keycloak());
            return LocalEnvironment.start(
                    root(), data(), Ports.free(), new Progress(System.out, System.nanoTime()), options);
        }

        TestEnvironment started() {
            if (environment == null) {
                throw new IllegalStateException("the environment did not start", failure);
            }
            return environment;
        }

        @Override
        public void close() {
            if (local != null) {
                local.close();
            }
        }
    }
}
