package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.Tokens;
import io.keycloakspa.launcher.DemoAccount;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The articles API takes Keycloak's access tokens for it, and nothing else")
class TokenValidationIT {

    private JsonHttp api = new JsonHttp(URI.create("about:blank"));
    private Tokens tokens = new Tokens(0, tools.jackson.databind.node.JsonNodeFactory.instance.objectNode());
    private String forNewsletter = "";

    @BeforeAll
    void signIn(TestEnvironment environment) throws Exception {
        api = new JsonHttp(environment.webUrl());
        tokens = new CodeFlow(environment.issuer(), "blog-spa", URI.create(environment.webUrl() + "/callback"))
                .signIn(DemoAccount.ALICE, "openid articles:read");
        forNewsletter = new CodeFlow(
                        environment.issuer(), "newsletter", URI.create(environment.newsletterUrl() + "/callback"))
                .signIn(DemoAccount.ALICE, "openid")
                .accessToken();
    }

    @Test
    @DisplayName("an access token is let in")
    void accessToken() throws Exception {
        assertThat(list("Bearer " + tokens.accessToken()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("an ID token is refused")
    void idTokenAsAccessToken() throws Exception {
        refused(tokens.idToken());
    }

    @Test
    @DisplayName("a refresh token is refused")
    void refreshTokenAsAccessToken() throws Exception {
        refused(tokens.refreshToken());
    }

    @Test
    @DisplayName("an access token for another app is refused")
    void tokenOfAnotherAudience() throws Exception {
        refused(forNewsletter);
    }

    @Test
    @DisplayName("a token without signature is refused")
    void algorithmNone() throws Exception {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"at+jwt\"}".getBytes(StandardCharsets.US_ASCII));
        refused(header + "." + tokens.accessToken().split("\\.", -1)[1] + ".");
    }

    @Test
    @DisplayName("a token with changed claims is refused")
    void tamperedClaims() throws Exception {
        String[] parts = tokens.accessToken().split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("articles:read", "articles:read articles:write");
        refused(parts[0] + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "."
                + parts[2]);
    }

    @Test
    @DisplayName("a token in the query is no token")
    void tokenInTheQuery() throws Exception {
        Answer answer = api.get("/api/articles?access_token=" + tokens.accessToken());
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    @DisplayName("after a sign-out no write goes through, a read does until the token expires (C-63)")
    void writeAfterSignOut(TestEnvironment environment) throws Exception {
        Tokens bob = new CodeFlow(environment.issuer(), "blog-spa", URI.create(environment.webUrl() + "/callback"))
                .signIn(DemoAccount.BOB, "openid articles:read articles:write");
        String bearer = "Bearer " + bob.accessToken();
        String article = """
                {"title": "Last words", "content": "Soon gone.", "status": "draft"}""";
        assertThat(api.send("POST", "/api/articles", article, "Authorization", bearer)
                        .status())
                .isEqualTo(201);

        signOut(environment, bob.refreshToken());

        Answer refused = api.send("POST", "/api/articles", article, "Authorization", bearer);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("invalid_token");
        assertThat(list(bearer).status()).isEqualTo(200);
    }

    private static void signOut(TestEnvironment environment, String refreshToken) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(environment.issuer() + "/protocol/openid-connect/logout"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("client_id=blog-spa&refresh_token=" + refreshToken))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isEqualTo(204);
    }

    private void refused(String token) throws Exception {
        Answer answer = list("Bearer " + token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).contains("error=\"invalid_token\"");
        assertThat(answer.code()).isEqualTo("invalid_token");
    }

    private Answer list(String authorization) throws Exception {
        return api.get("/api/articles", "Authorization", authorization);
    }
}
