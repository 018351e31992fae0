package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import io.keycloakspa.e2e.containers.ContainerKeycloakSource;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.launcher.DemoAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The jar and the realm in Keycloak's own image. Needs a Docker daemon; without one it says that it did not run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("In Keycloak's container")
class KeycloakContainerIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final URI SPA = URI.create("http://localhost:8080");

    // Seconds: without a registry Testcontainers would ask for minutes.
    private static final int PATIENCE = 150;

    private @Nullable KeycloakContainer keycloak;

    @BeforeAll
    void start() {
        String missing = missing();
        System.out.println(
                missing.isEmpty()
                        ? "Containers: a Docker daemon answers, the container smoke test runs"
                        : "Containers: " + missing + ", the container smoke test does not run");
        assumeTrue(missing.isEmpty(), missing);
        keycloak = new KeycloakContainer(ContainerKeycloakSource.image())
                .withProviderLibsFrom(List.of(extension().toFile()))
                .withCopyFileToContainer(
                        file("realm-export/blog-realm.json"), "/opt/keycloak/data/import/blog-realm.json")
                .withCopyFileToContainer(
                        file("realm-export/demo/blog-users-0.json"), "/opt/keycloak/data/import/blog-users-0.json")
                .withCopyFileToContainer(
                        file("realm-export/blog-blocklist.txt"),
                        "/opt/keycloak/data/password-blacklists/blog-blocklist.txt")
                .withEnv("BLOG_SPA_URL", SPA.toString())
                .withEnv("NEWSLETTER_URL", "http://localhost:8084")
                .withEnv("ARTICLES_API_CLIENT_SECRET", "for-this-test-only")
                .withStartupTimeout(Duration.ofMinutes(5));
        keycloak.start();
    }

    @AfterAll
    void stop() {
        if (keycloak != null) {
            keycloak.stop();
        }
    }

    @Test
    @DisplayName("a demo author gets a token and the extension describes the client")
    void tokenAndDescription() throws Exception {
        URI issuer = URI.create(Objects.requireNonNull(keycloak).getAuthServerUrl() + "/realms/blog");
        var tokens = new CodeFlow(issuer, "blog-spa", URI.create(SPA + "/callback"))
                .signIn(DemoAccount.ALICE, "openid articles:read");
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.accessTokenHeader().path("typ").asString()).isEqualTo("at+jwt");

        try (HttpClient http = HttpClient.newHttpClient()) {
            var description = http.send(
                    HttpRequest.newBuilder(URI.create(issuer + "/spa/v1/clients/blog-spa"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(description.statusCode()).isEqualTo(200);
            assertThat(description.body()).contains("password_policy");
        }
    }

    /** What a container lacks here, empty if nothing. Where no registry is reached, images have to be there already. */
    private static String missing() {
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return "no Docker daemon answers";
            }
            new RemoteDockerImage(DockerImageName.parse(ContainerKeycloakSource.image()))
                    .get(PATIENCE, TimeUnit.SECONDS);
            return "";
        } catch (TimeoutException e) {
            return "an image is not here and was not fetched within " + PATIENCE + " seconds";
        } catch (ContainerFetchException e) {
            return "an image is not here and cannot be fetched (" + e.getMessage() + ")";
        }
    }

    private static Path extension() {
        try (var files = Files.list(ROOT.resolve("keycloak-extension/target"))) {
            return files.filter(
                            file -> file.getFileName().toString().matches("keycloak-extension-[^-]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the extension is not built"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MountableFile file(String path) {
        return MountableFile.forHostPath(ROOT.resolve(path));
    }
}
