package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.Tokens;
import io.keycloakspa.launcher.DemoAccount;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("The realm")
class RealmIT {

    private static final String SCOPE = "openid profile email articles:read articles:write";

    @Test
    @DisplayName("issues access tokens as RFC 9068 section 2 wants them")
    void accessTokenFollowsRfc9068(TestEnvironment environment) throws Exception {
        Tokens tokens = flow(environment).signIn(DemoAccount.ALICE, SCOPE);
        assertThat(tokens.accessTokenHeader().path("typ").asString()).isEqualTo("at+jwt");
        JsonNode claims = tokens.accessTokenClaims();
        assertThat(claims.path("iss").asString()).isEqualTo(environment.issuer().toString());
        assertThat(strings(claims.path("aud"))).containsExactly("articles-api");
        assertThat(claims.path("client_id").asString()).isEqualTo("blog-spa");
        assertThat(claims.path("sub").asString()).isNotBlank();
        assertThat(claims.path("jti").asString()).isNotBlank();
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
        assertThat(claims.path("scope").asString().split(" ", -1)).contains("articles:read", "articles:write");
        assertThat(strings(claims.path("roles"))).contains("author").doesNotContain("editor", "reader");
        assertThat(claims.path("auth_time").asLong()).isPositive();
    }

    @Test
    @DisplayName("gives a narrow token only what was asked for")
    void narrowScope(TestEnvironment environment) throws Exception {
        JsonNode claims = flow(environment)
                .signIn(DemoAccount.ALICE, "openid articles:read")
                .accessTokenClaims();
        assertThat(claims.path("scope").asString().split(" ", -1))
                .contains("articles:read")
                .doesNotContain("articles:write", "account.self");
    }

    @Test
    @DisplayName("ends the session when a refresh token is used twice")
    void stolenRefreshTokenIsReplayed(TestEnvironment environment) throws Exception {
        CodeFlow flow = flow(environment);
        Tokens first = flow.signIn(DemoAccount.BOB, SCOPE);
        Tokens second = flow.refresh(first.refreshToken());
        assertThat(second.status()).isEqualTo(200);
        assertThat(flow.refresh(first.refreshToken()).status()).isEqualTo(400);
        assertThat(flow.refresh(second.refreshToken()).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=plain",
            })
    @DisplayName("starts no sign-in without PKCE S256")
    void downgradedPkce(String pkce, TestEnvironment environment) throws Exception {
        HttpResponse<String> answer = authorize(environment, environment.webUrl() + "/callback", "code", pkce);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location")).get().asString().contains("error=invalid_request");
    }

    @Test
    @DisplayName("knows no implicit flow")
    void implicitFlow(TestEnvironment environment) throws Exception {
        HttpResponse<String> answer = authorize(environment, environment.webUrl() + "/callback", "token", "");
        assertThat(answer.headers().firstValue("location").orElse("")).doesNotContain("access_token");
        assertThat(answer.statusCode()).isNotEqualTo(200);
    }

    static Stream<String> foreignRedirects() {
        return Stream.of(
                "https://evil.example/callback",
                "{web}.evil.example/callback",
                "{web}/callback/../evil",
                "{web}/callback?next=evil",
                "{web}/callback#evil",
                "{web}/Callback",
                "{web}/",
                "{web}@evil.example/callback",
                "javascript:alert(1)");
    }

    @ParameterizedTest
    @MethodSource("foreignRedirects")
    @DisplayName("sends codes to the one registered address only")
    void openRedirect(String target, TestEnvironment environment) throws Exception {
        String redirect = target.replace("{web}", environment.webUrl().toString());
        HttpResponse<String> answer = authorize(
                environment,
                java.net.URLEncoder.encode(redirect, java.nio.charset.StandardCharsets.UTF_8),
                "code",
                "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("location")).isEmpty();
    }

    @Test
    @DisplayName("keeps its pages out of foreign frames")
    void clickjacking(TestEnvironment environment) throws Exception {
        HttpResponse<String> answer = authorize(
                environment,
                environment.webUrl() + "/callback",
                "code",
                "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-security-policy"))
                .get()
                .asString()
                .contains("frame-ancestors 'self'");
        assertThat(answer.headers().firstValue("x-frame-options")).hasValue("SAMEORIGIN");
    }

    @Test
    @DisplayName(
            "hardly ever takes a good password for one of the list: once in 10,000 times, as by default, is too often")
    void goodPasswordTakenForListed(TestEnvironment environment) throws Exception {
        assertThat(Files.readString(environment.keycloakLog()))
                .containsPattern(
                        "Loading denylist finished: name=blog-blocklist.txt .* falsePositiveProbability=1.0E-9 ");
    }

    private static CodeFlow flow(TestEnvironment environment) {
        return new CodeFlow(environment.issuer(), "blog-spa", URI.create(environment.webUrl() + "/callback"));
    }

    private static HttpResponse<String> authorize(
            TestEnvironment environment, String redirect, String responseType, String rest) throws Exception {
        URI address = URI.create(environment.issuer()
                + "/protocol/openid-connect/auth?client_id=blog-spa&scope=openid&state=s&nonce=n&response_type="
                + responseType + "&redirect_uri=" + redirect + rest);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        }
    }

    private static Stream<String> stream(JsonNode node) {
        return node.isArray() ? node.valueStream().map(JsonNode::asString) : Stream.of(node.asString());
    }

    private static java.util.List<String> strings(JsonNode node) {
        return stream(node).toList();
    }
}
