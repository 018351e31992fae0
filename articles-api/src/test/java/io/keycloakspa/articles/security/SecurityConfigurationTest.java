package io.keycloakspa.articles.security;

import static io.keycloakspa.articles.security.TestTokens.claims;
import static io.keycloakspa.articles.security.TestTokens.header;
import static io.keycloakspa.articles.security.TestTokens.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;

import com.nimbusds.jose.JOSEObjectType;
import io.keycloakspa.articles.ApiSlice;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ApiSlice
@DisplayName("Security")
class SecurityConfigurationTest {

    private static final String METADATA =
            "resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource/api\"";

    @Autowired
    private MockMvcTester mvc;

    @Nested
    @DisplayName("without an accepted token")
    class Challenges {

        @ParameterizedTest(name = "{0} {1}")
        @CsvSource({
            "GET, /api/articles",
            "POST, /api/articles",
            "GET, /api/articles/0199f0a0-0000-7000-8000-000000000000",
            "PUT, /api/articles/0199f0a0-0000-7000-8000-000000000000",
            "DELETE, /api/articles/0199f0a0-0000-7000-8000-000000000000",
            "PATCH, /api/articles/0199f0a0-0000-7000-8000-000000000000",
            "OPTIONS, /api/articles",
            "GET, /api",
            "GET, /api/nothing",
            "GET, /api/articles/no-id",
            "GET, /",
            "GET, /error",
            "GET, /actuator/env",
        })
        @DisplayName("everything is 401 and points to the metadata")
        void anonymous(String method, String path) {
            MvcTestResult answer =
                    mvc.method(HttpMethod.valueOf(method)).uri(path).exchange();

            assertProblem(answer, 401, "authentication_required");
            assertThat(answer).hasHeader("WWW-Authenticate", "Bearer " + METADATA);
        }

        @Test
        @DisplayName("a token in the query is no token")
        void tokenInQuery() {
            assertProblem(
                    mvc.get()
                            .uri("/api/articles?access_token=" + TestTokens.valid())
                            .exchange(),
                    401,
                    "authentication_required");
        }

        @Test
        @DisplayName("a token in a form is no token")
        void tokenInForm() {
            assertProblem(
                    mvc.post()
                            .uri("/api/articles")
                            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                            .param("access_token", TestTokens.valid())
                            .exchange(),
                    401,
                    "authentication_required");
        }

        @Test
        @DisplayName("a token in a cookie is no token")
        void tokenInCookie() {
            assertProblem(
                    mvc.get()
                            .uri("/api/articles")
                            .cookie(new jakarta.servlet.http.Cookie("access_token", TestTokens.valid()))
                            .exchange(),
                    401,
                    "authentication_required");
        }

        @Test
        @DisplayName("an ID token is refused as invalid, without a word about why")
        void idToken() {
            MvcTestResult answer = withToken(sign(header().type(JOSEObjectType.JWT), claims()));

            assertProblem(answer, 401, "invalid_token");
            assertThat(answer).hasHeader("WWW-Authenticate", "Bearer error=\"invalid_token\", " + METADATA);
        }

        @ParameterizedTest(name = "Bearer {0}")
        @ValueSource(strings = {"garbage", "a b", "\"", "ü", ""})
        @DisplayName("malformed tokens are refused as invalid")
        void malformed(String token) {
            assertProblem(withToken(token), 401, "invalid_token");
        }

        @Test
        @DisplayName("basic credentials are no token")
        void basic() {
            assertProblem(
                    mvc.get()
                            .uri("/api/articles")
                            .header("Authorization", "Basic YWxpY2U6YWxpY2U=")
                            .exchange(),
                    401,
                    "authentication_required");
        }
    }

    @Nested
    @DisplayName("with a token")
    class Permissions {

        @ParameterizedTest(name = "{0} {1} with {2} -> {3} {4}")
        @CsvSource({
            "GET,    /api/articles,        SCOPE_articles:write ROLE_author, 403, insufficient_scope",
            "HEAD,   /api/articles,        SCOPE_articles:write ROLE_author, 403, ",
            "GET,    /api/articles/no-id,  SCOPE_openid ROLE_editor,         403, insufficient_scope",
            "POST,   /api/articles,        SCOPE_articles:read ROLE_author,  403, insufficient_scope",
            "POST,   /api/articles,        SCOPE_articles:write ROLE_reader, 403, insufficient_role",
            "POST,   /api/articles,        SCOPE_articles:write SCOPE_author, 403, insufficient_role",
            "PUT,    /api/articles/no-id,  SCOPE_articles:read ROLE_author,  403, insufficient_scope",
            "DELETE, /api/articles/no-id,  SCOPE_articles:read ROLE_author,  403, insufficient_scope",
            "GET,    /api/articles/no-id,  SCOPE_articles:read,              404, not_found",
            "GET,    /api/nothing,         SCOPE_articles:read,              404, not_found",
            "GET,    /actuator/env,        SCOPE_articles:read,              404, not_found",
            "GET,    /error,               SCOPE_articles:read,              403, forbidden",
            "PATCH,  /api/articles,        SCOPE_articles:write ROLE_author, 405, method_not_allowed",
            "DELETE, /api/articles,        SCOPE_articles:write ROLE_author, 405, method_not_allowed",
            "POST,   /api/articles/no-id,  SCOPE_articles:write ROLE_author, 405, method_not_allowed",
        })
        void refused(String method, String path, String authorities, int status, @Nullable String code) {
            MvcTestResult answer = mvc.method(HttpMethod.valueOf(method))
                    .uri(path)
                    .contentType(MediaType.APPLICATION_JSON)
                    .with(jwt().authorities(Arrays.stream(authorities.split(" "))
                            .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                            .toList()))
                    .exchange();

            assertThat(answer).hasStatus(status);
            if (code != null) {
                assertProblem(answer, status, code);
            }
        }

        @Test
        @DisplayName("a missing scope is named in the challenge")
        void namesTheScope() {
            assertThat(withToken(sign(header(), claims().claim("scope", "openid"))))
                    .hasHeader(
                            "WWW-Authenticate",
                            "Bearer error=\"insufficient_scope\", scope=\"articles:read\", " + METADATA);
        }

        @Test
        @DisplayName("scopes come from scope alone, not from scp or roles")
        void scopesFromScopeOnly() {
            assertProblem(
                    withToken(sign(
                            header(),
                            claims().claim("scope", null)
                                    .claim("scp", List.of("articles:read"))
                                    .claim("roles", List.of("SCOPE_articles:read", "articles:read")))),
                    403,
                    "insufficient_scope");
        }

        @Test
        @DisplayName("a method that is not there names those that are")
        void allow() {
            MvcTestResult answer = mvc.put().uri("/api/articles").with(jwt()).exchange();

            assertThat(String.join(",", answer.getResponse().getHeaders("Allow"))
                            .split(", ?", -1))
                    .containsExactlyInAnyOrder("GET", "POST");
        }
    }

    @Test
    @DisplayName("The metadata of RFC 9728 is public and names this API and its realm")
    void metadata() {
        assertThat(mvc.get().uri("/.well-known/oauth-protected-resource/api").exchange())
                .hasStatus(200)
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"resource":"http://localhost:8080/api",
                         "authorization_servers":["http://localhost:8081/realms/blog"],
                         "bearer_methods_supported":["header"],
                         "scopes_supported":["articles:read","articles:write"]}
                        """);
    }

    @Test
    @DisplayName("Other origins get no permission, not even in a preflight")
    void noCors() {
        assertThat(mvc.options()
                        .uri("/api/articles")
                        .header("Origin", "https://evil.example")
                        .header("Access-Control-Request-Method", "GET")
                        .exchange())
                .hasStatus(401)
                .doesNotContainHeader("Access-Control-Allow-Origin");
    }

    @Test
    @DisplayName("Answers are not stored, not sniffed and not framed")
    void headers() {
        assertThat(mvc.get().uri("/api/articles").exchange())
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader("X-Frame-Options", "DENY")
                .hasHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
                .hasHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .doesNotContainHeader("Set-Cookie");
    }

    private MvcTestResult withToken(String token) {
        return mvc.get()
                .uri("/api/articles")
                .header("Authorization", "Bearer " + token)
                .exchange();
    }

    private static void assertProblem(MvcTestResult answer, int status, String code) {
        assertThat(answer)
                .hasStatus(status)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo(code);
    }
}
