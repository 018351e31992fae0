package io.keycloakspa.articles.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.articles.ApiSlice;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@DisplayName("Apps on other origins")
class OtherOriginsTest {

    private static final String CDN = "https://cdn.example.org";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    @Nested
    @ApiSlice
    @TestPropertySource(
            properties = {
                "articles.allowed-origins=" + CDN + ",http://localhost:4200",
                "articles.limits.source=40",
            })
    @DisplayName("that are listed")
    class Listed {

        @Autowired
        private MockMvcTester mvc;

        @ParameterizedTest(name = "{0} with {1}")
        @CsvSource({
            "GET, 'authorization,dpop'",
            "HEAD, 'authorization,dpop,if-none-match'",
            "POST, 'authorization,content-type,dpop,idempotency-key'",
            "PUT, 'authorization,content-type,dpop,if-match'",
            "PATCH, 'authorization,content-type,dpop,if-match'",
            "DELETE, 'authorization,dpop,if-match'",
        })
        @DisplayName("are told that they may ask, with what this API takes")
        void asked(String method, String headers) {
            MvcTestResult answer = preflight(mvc, CDN, method, headers);

            assertThat(answer).hasStatusOk().hasHeader(ALLOW_ORIGIN, CDN);
            assertThat(answer.getResponse().getHeader("Access-Control-Allow-Methods"))
                    .contains(method);
            assertThat(answer.getResponse().getHeader("Access-Control-Allow-Headers"))
                    .isEqualToIgnoringCase(headers.replace(",", ", "));
        }

        @Test
        @DisplayName("may read an answer, a refusal too, and what its header says")
        void refusal() {
            MvcTestResult answer = mvc.get()
                    .uri("/api/articles")
                    .header("Origin", "http://localhost:4200")
                    .exchange();

            assertThat(answer).hasStatus(401).hasHeader(ALLOW_ORIGIN, "http://localhost:4200");
            assertThat(answer.getResponse().getHeader("Access-Control-Expose-Headers"))
                    .contains("ETag", "Link", "Location", "Retry-After", "WWW-Authenticate");
            assertThat(answer.getResponse().getHeaders("Vary")).contains("Origin");
            assertThat(answer).doesNotContainHeader("Access-Control-Allow-Credentials");
        }

        @Test
        @DisplayName("may read that there were too many requests")
        void limited() {
            var asked = mvc.get().uri("/api/articles").header("Origin", CDN).remoteAddress("192.0.2.1");
            MvcTestResult answer = asked.exchange();
            for (int i = 0; i < 50 && answer.getResponse().getStatus() != 429; i++) {
                answer = asked.exchange();
            }
            assertThat(answer).hasStatus(429).hasHeader(ALLOW_ORIGIN, CDN).containsHeader("Retry-After");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://evil.example.org",
                    "http://cdn.example.org",
                    "https://cdn.example.org.evil.example",
                    "https://cdn.example.org:444",
                    "https://x.cdn.example.org",
                    "HTTPS://CDN.EXAMPLE.ORG",
                    "https://cdn.example.org/",
                    "null",
                    "*",
                })
        @DisplayName("let no other origin in behind them")
        void foreignOrigin(String origin) {
            assertThat(preflight(mvc, origin, "POST", "authorization"))
                    .hasStatus(401)
                    .doesNotContainHeader(ALLOW_ORIGIN)
                    .doesNotContainHeader("Access-Control-Allow-Methods");
            assertThat(ask(mvc, origin)).doesNotContainHeader(ALLOW_ORIGIN);
        }

        @Test
        @DisplayName("may not send a header or a method that this API does not know")
        void unknownHeaderAndMethod() {
            assertThat(preflight(mvc, CDN, "POST", "x-evil")).doesNotContainHeader(ALLOW_ORIGIN);
            assertThat(preflight(mvc, CDN, "TRACE", "authorization")).doesNotContainHeader(ALLOW_ORIGIN);
        }
    }

    @Nested
    @ApiSlice
    @DisplayName("where none is listed")
    class None {

        @Autowired
        private MockMvcTester mvc;

        @Test
        @DisplayName("read nothing")
        void nothing() {
            assertThat(preflight(mvc, CDN, "GET", "authorization"))
                    .hasStatus(401)
                    .doesNotContainHeader(ALLOW_ORIGIN);
            assertThat(ask(mvc, CDN)).hasStatus(401).doesNotContainHeader(ALLOW_ORIGIN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "https://*.example.org",
                "https://cdn.example.org/",
                "https://cdn.example.org/app",
                "https://user@cdn.example.org",
                "HTTPS://cdn.example.org",
                "cdn.example.org",
                "https://cdn.example.org;https://other.example.org",
            })
    @DisplayName("that are no origins stop the start, which says what to write")
    void noOrigin(String listed) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
                .withUserConfiguration(Properties.class)
                .withPropertyValues(
                        "articles.issuer=http://localhost:8081/realms/blog",
                        "articles.resource=http://localhost:8080/api",
                        "articles.api-client-secret=for-tests-only",
                        "articles.allowed-origins=" + listed)
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("ARTICLES_ALLOWED_ORIGINS"));
    }

    @EnableConfigurationProperties(ResourceServerProperties.class)
    static class Properties {}

    private static MvcTestResult ask(MockMvcTester mvc, String origin) {
        return mvc.get().uri("/api/articles").header("Origin", origin).exchange();
    }

    private static MvcTestResult preflight(MockMvcTester mvc, String origin, String method, String headers) {
        return mvc.method(HttpMethod.OPTIONS)
                .uri("/api/articles")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", headers)
                .exchange();
    }
}
