package io.keycloakspa.articles.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.articles.ApiSlice;
import io.keycloakspa.articles.security.FakeIssuer.Mood;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** C-63. */
@ApiSlice
@DisplayName("A write asks Keycloak whether the token still stands")
class WriteIntrospectionIT {

    private static final String ARTICLE = "/api/articles/0199f0a0-0000-7000-8000-000000000000";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private FakeIssuer issuer;

    private final String token = TestTokens.valid();

    @AfterEach
    void well() {
        issuer.becomes(Mood.WELL);
    }

    @Test
    @DisplayName("and goes through if it does, each time asking again")
    void active() {
        int before = issuer.introspections().get();

        assertThat(send("DELETE")).hasStatus(204);
        assertThat(send("DELETE")).hasStatus(204);

        assertThat(issuer.introspections()).hasValue(before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "POST"})
    @DisplayName("and is 401 invalid_token when its person signed out or was disabled meanwhile")
    void signedOut(String method) {
        assertThat(send("DELETE")).hasStatus(204);
        issuer.ends(token);

        MvcTestResult answer = send(method);
        assertThat(answer).hasStatus(401);
        assertThat(answer.getResponse().getHeader("WWW-Authenticate")).contains("error=\"invalid_token\"");
        assertCode(answer, "invalid_token");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WELL", "WITHOUT_KEYS", "FLOODING"})
    @DisplayName("and is 503 when there is no answer that makes sense within two seconds")
    void unanswered(Mood outage) {
        assertThat(send("DELETE")).hasStatus(204);
        issuer.becomes(outage);

        long start = System.nanoTime();
        MvcTestResult answer = send("PUT");
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(answer).hasStatus(503).hasHeader("Retry-After", "5").doesNotContainHeader("WWW-Authenticate");
        assertCode(answer, "introspection_unavailable");
        assertThat(took).isLessThan(WriteIntrospection.TIMEOUT.plusSeconds(2));
    }

    @Test
    @DisplayName("and one that is refused anyway asks nothing")
    void refusedAnyway() {
        int before = issuer.introspections().get();
        String narrow = TestTokens.sign(TestTokens.header(), TestTokens.claims().claim("scope", "articles:read"));

        assertThat(mvc.delete().uri(ARTICLE).header("Authorization", "Bearer " + narrow))
                .hasStatus(403);
        assertThat(mvc.delete().uri(ARTICLE)).hasStatus(401);

        assertThat(issuer.introspections()).hasValue(before);
    }

    private MvcTestResult send(String method) {
        return mvc.method(HttpMethod.valueOf(method))
                .uri("POST".equals(method) ? "/api/articles" : ARTICLE)
                .header("Authorization", "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"title\":\"Dawn\",\"content\":\"# Dawn\",\"status\":\"draft\"}")
                .exchange();
    }

    private static void assertCode(MvcTestResult answer, String code) {
        assertThat(answer)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo(code);
    }
}
