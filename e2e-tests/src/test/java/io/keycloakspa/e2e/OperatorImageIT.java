package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.containers.ComposeExtension;
import io.keycloakspa.e2e.containers.ComposeStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * docs/deploy.md, "Kubernetes": without a cluster of it, but with the command line and the variables that the Operator
 * (26.x, KeycloakDeploymentDependentResource and KeycloakDistConfigurator) makes of the resource that stands there.
 */
@Tag("full")
@ExtendWith(ComposeExtension.class)
@DisplayName("The image, started as the Keycloak Operator starts it")
class OperatorImageIT {

    // The Operator names the pod's own address.
    private static final List<String> ARGUMENTS =
            List.of("-Djgroups.bind.address=SITE_LOCAL", "--verbose", "start", "--optimized");

    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("KC_HEALTH_ENABLED", "true"),
            Map.entry("KC_CACHE", "ispn"),
            Map.entry("KC_DB", "postgres"),
            Map.entry("KC_DB_URL", "jdbc:postgresql://postgres/keycloak"),
            Map.entry("KC_DB_USERNAME", "keycloak"),
            Map.entry("KC_HOSTNAME", "https://auth.example.org"),
            Map.entry("KC_HOSTNAME_ADMIN", "https://auth-admin.internal.example.org"),
            Map.entry("KC_HTTP_ENABLED", "true"),
            Map.entry("KC_HTTP_PORT", "8080"),
            Map.entry("KC_HTTPS_PORT", "8443"),
            Map.entry("KC_PROXY_HEADERS", "xforwarded"),
            Map.entry("KC_TRACING_SERVICE_NAME", "auth"));

    @Test
    @DisplayName("starts, answers its probes, and has the extension")
    void starts(ComposeStack stack) throws Exception {
        String password = stack.compose("exec", "-T", "postgres", "cat", "/run/secrets/KEYCLOAK_DB_PASSWORD")
                .succeeded()
                .strip();
        List<String> run = new ArrayList<>(List.of("run", "--detach", "--network", stack.name() + "_default"));
        VARIABLES.forEach((name, value) -> run.addAll(List.of("--env", name + "=" + value)));
        run.addAll(List.of("--env", "KC_DB_PASSWORD=" + password, "keycloak-spa/keycloak"));
        run.addAll(ARGUMENTS);
        String container = stack.docker(run.toArray(String[]::new)).succeeded().strip();
        try {
            for (String probe : List.of("/health/started", "/health/ready", "/health/live")) {
                await(probe)
                        .atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofSeconds(2))
                        .until(() -> answer(stack, container, 9000, probe).contains("200 OK"));
            }
            assertThat(answer(stack, container, 8080, "/realms/blog/spa/v1/clients/blog-spa"))
                    .contains("200 OK", "https://auth.example.org/realms/blog");
        } finally {
            stack.docker("rm", "--force", container);
        }
    }

    /** Asked inside, with what the image has; nothing of it is published. */
    private static String answer(ComposeStack stack, String container, int port, String path) throws Exception {
        String ask = "exec 3<>/dev/tcp/127.0.0.1/%d; printf 'GET %s HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3"
                .formatted(port, path);
        return stack.docker("exec", container, "bash", "-c", ask).output();
    }
}
