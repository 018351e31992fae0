package io.keycloakspa.articles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.articles.security.FakeIssuer;
import io.keycloakspa.articles.security.FakeIssuer.Mood;
import io.keycloakspa.articles.security.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application, its own key handling included, with an issuer that is down at the start. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "articles.issuer=" + TestTokens.ISSUER,
            "articles.resource=http://localhost:8080/api",
            "management.server.port=0"
        })
@Import(TestDatabase.class)
@DisplayName("The API, started while Keycloak is down")
class StartWithoutKeycloakIT {

    private static final FakeIssuer ISSUER = new FakeIssuer();

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        ISSUER.becomes(Mood.FAILING);
        ISSUER.addTo(properties);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @Test
    @DisplayName("is alive but not ready and says why, blames no token, and is ready when Keycloak is")
    void start() throws Exception {
        HttpResponse<String> notReady = get(managementPort, "/actuator/health/readiness", "");
        assertThat(notReady.statusCode()).isEqualTo(503);
        assertThat(notReady.body())
                .contains("\"signingKeys\":{\"status\":\"OUT_OF_SERVICE\"}")
                .contains("\"db\":{\"status\":\"UP\"}");
        assertThat(get(managementPort, "/actuator/health/liveness", "").statusCode())
                .isEqualTo(200);
        HttpResponse<String> undecided = get(port, "/api/articles", TestTokens.valid());
        assertThat(undecided.statusCode()).isEqualTo(503);
        assertThat(undecided.body()).contains("\"code\":\"keys_unavailable\"");
        assertThat(undecided.headers().firstValue("Retry-After")).isPresent();
        assertThat(undecided.headers().firstValue("WWW-Authenticate")).isEmpty();

        ISSUER.becomes(Mood.WELL);

        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        get(managementPort, "/actuator/health/readiness", "").statusCode() == 200);
        assertThat(get(port, "/api/articles", TestTokens.valid()).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(int port, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
