package io.keycloakspa.articles;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.articles.security.FakeIssuer;
import io.keycloakspa.articles.security.TestKeys;
import io.keycloakspa.articles.security.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "articles.issuer=" + TestTokens.ISSUER,
            "articles.resource=http://localhost:8080/api",
            "articles.limits.source=30",
            "articles.limits.subject=10",
            "articles.limits.subject-writes=3",
            "management.server.port=0"
        })
@Import({TestDatabase.class, TestKeys.class})
@DisplayName("Requests are limited")
class RequestLimitsIT {

    private static final String BODY = "{\"title\":\"Dawn\",\"content\":\"# Dawn\",\"status\":\"draft\"}";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Nested
    @TestPropertySource(properties = "ARTICLES_TRUSTED_PROXIES=127[.]0[.]0[.]1|0:0:0:0:0:0:0:1")
    @DisplayName("behind a proxy that is trusted")
    class Trusted {

        @Autowired
        private FakeIssuer issuer;

        @Test
        @DisplayName("by source: its own flood, with tokens or without, shuts out nobody else, and looks at no token")
        void bySource() {
            flood("192.0.2.1");

            assertLimited(get("192.0.2.1", null));
            assertLimited(get("192.0.2.1", "alice"));
            assertThat(get("192.0.2.2", "alice").statusCode()).isEqualTo(200);
        }

        @Test
        @DisplayName("by source, which is what the proxy added, whatever the sender claims to have come through")
        void forgedSource() {
            IntStream.range(0, 30).forEach(i -> get("198.51.100." + i + ", 192.0.2.3", null));

            assertLimited(get("198.51.100.99, 192.0.2.3", null));
            assertThat(get("198.51.100.1", "alice").statusCode()).isEqualTo(200);
        }

        @Test
        @DisplayName("by person, from wherever they ask, and their writes further")
        void byPerson() {
            int asked = issuer.introspections().get();
            for (int i = 0; i < 3; i++) {
                assertThat(post("192.0.2.4", "bob").statusCode()).isEqualTo(201);
            }
            assertLimited(post("192.0.2.5", "bob"));
            assertThat(issuer.introspections()).hasValue(asked + 3);
            for (int i = 0; i < 6; i++) {
                assertThat(get("192.0.2.4", "bob").statusCode()).isEqualTo(200);
            }
            assertLimited(get("192.0.2.5", "bob"));
            assertThat(get("192.0.2.4", "carol").statusCode()).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("without such a proxy")
    class Untrusted {

        @Test
        @DisplayName("by the address of the connection, whatever X-Forwarded-For says; probes are not counted")
        void forgedSource() throws Exception {
            IntStream.range(0, 30).forEach(i -> get("192.0.2." + i, null));

            assertLimited(get("192.0.2.200", "alice"));
            URI probe = URI.create("http://localhost:" + managementPort + "/actuator/health/liveness");
            assertThat(http.send(HttpRequest.newBuilder(probe).build(), BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private void flood(String source) {
        IntStream.range(0, 30)
                .forEach(i -> assertThat(get(source, null).statusCode()).isEqualTo(401));
    }

    private static void assertLimited(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(answer.body()).contains("\"code\":\"too_many_requests\"");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 21L);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    private HttpResponse<String> get(String source, @Nullable String subject) {
        return send(request(source, subject));
    }

    private HttpResponse<String> post(String source, String subject) {
        return send(request(source, subject)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(BODY)));
    }

    private HttpRequest.Builder request(String source, @Nullable String subject) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/articles"))
                .header("X-Forwarded-For", source);
        return subject == null
                ? request
                : request.header(
                        "Authorization",
                        "Bearer "
                                + TestTokens.sign(
                                        TestTokens.header(), TestTokens.claims().subject(subject)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString()).join();
    }
}
