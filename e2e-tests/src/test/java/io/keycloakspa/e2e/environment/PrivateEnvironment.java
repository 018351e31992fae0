package io.keycloakspa.e2e.environment;

import io.keycloakspa.launcher.LocalEnvironment;
import io.keycloakspa.launcher.LocalEnvironment.Options;
import io.keycloakspa.launcher.Ports;
import io.keycloakspa.launcher.process.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An environment beside the shared one, for tests that end a server or start it differently. It takes minutes. */
public final class PrivateEnvironment {

    private PrivateEnvironment() {}

    /**
     * Starts it, or leaves the test out at a target that the tests do not start.
     *
     * @param name of its folder among the build output
     * @param fresh begins with an empty database
     * @param options variables that Keycloak takes its options from
     */
    public static LocalEnvironment start(String name, Ports ports, boolean fresh, Map<String, String> options)
            throws Exception {
        Path root = TestEnvironmentExtension.root();
        return LocalEnvironment.start(
                root,
                root.resolve("e2e-tests/target/environment-" + name),
                ports,
                new Progress(System.out, System.nanoTime()),
                new Options(
                        fresh,
                        List.of(TestEnvironmentExtension.instruments(root)),
                        options,
                        Target.asked().keycloak()));
    }
}
