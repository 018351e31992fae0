package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.Tokens;
import io.keycloakspa.e2e.oidc.ProofKey;
import io.keycloakspa.launcher.DemoAccount;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;

/** C-60 with DPoP (RFC 9449): Keycloak binds the token, the articles API asks for the key. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A client that Keycloak makes bind its tokens")
class BoundTokenIT {

    private static final String CLIENT = "bound-app";
    private static final String ARTICLE = """
            {"title": "Bound", "content": "To a key.", "status": "draft"}""";

    private final ProofKey key = ProofKey.create();
    private TestEnvironment environment;
    private RealmAdmin admin;
    private JsonHttp api;
    private URI articles;
    private String token = "";

    @BeforeAll
    void signIn(TestEnvironment shared) throws Exception {
        environment = shared;
        api = new JsonHttp(shared.webUrl());
        articles = URI.create(shared.webUrl() + "/api/articles");
        admin = new RealmAdmin(shared, "blog");
        removeClient();
        ObjectNode client =
                (ObjectNode) admin.get("/clients?clientId=blog-spa").get(0).deepCopy();
        String roles = admin.get("/clients/" + client.remove("id").asString() + "/scope-mappings/realm")
                .toString();
        client.put("clientId", CLIENT);
        ((ObjectNode) client.get("attributes")).put("dpop.bound.access.tokens", "true");
        for (var mapper : client.path("protocolMappers")) {
            ((ObjectNode) mapper).remove("id");
            if (mapper.path("name").asString().equals("client_id")) {
                ((ObjectNode) mapper.get("config")).put("claim.value", CLIENT);
            }
        }
        assertThat(admin.send("POST", "/clients", client.toString()).status()).isEqualTo(201);
        String id = admin.get("/clients?clientId=" + CLIENT).get(0).path("id").asString();
        assertThat(admin.send("POST", "/clients/" + id + "/scope-mappings/realm", roles)
                        .status())
                .isEqualTo(204);
        CodeFlow app = new CodeFlow(shared.issuer(), CLIENT, URI.create(shared.webUrl() + "/callback"));
        Tokens tokens = app.redeem(
                app.open("openid articles:read articles:write")
                        .submit(DemoAccount.ALICE.username(), DemoAccount.ALICE.password()),
                key);
        assertThat(tokens.body().path("token_type").asString()).isEqualTo("DPoP");
        token = tokens.accessToken();
    }

    @AfterAll
    void removeClient() throws Exception {
        for (var made : admin.get("/clients?clientId=" + CLIENT)) {
            admin.send("DELETE", "/clients/" + made.path("id").asString(), "");
        }
    }

    @Test
    @DisplayName("reads, and writes after Keycloak was asked, with a proof for each request")
    void withProofs() throws Exception {
        assertThat(get("DPoP " + token, key.proof("GET", articles, token)).status())
                .isEqualTo(200);
        Answer made = api.send(
                "POST",
                "/api/articles",
                ARTICLE,
                "Authorization",
                "DPoP " + token,
                "DPoP",
                key.proof("POST", articles, token));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    }

    @Test
    @DisplayName("gets no token without a key")
    void withoutKey() throws Exception {
        Tokens tokens = new CodeFlow(environment.issuer(), CLIENT, URI.create(environment.webUrl() + "/callback"))
                .signIn(DemoAccount.ALICE, "openid articles:read");
        assertThat(tokens.status()).isEqualTo(400);
    }

    @Test
    @DisplayName("loses nothing to who steals its token: as a bearer token and with the thief's key it is refused")
    void stolenToken() throws Exception {
        assertThat(api.get("/api/articles", "Authorization", "Bearer " + token).code())
                .isEqualTo("invalid_token");
        assertThat(get("DPoP " + token, ProofKey.create().proof("GET", articles, token))
                        .code())
                .isEqualTo("invalid_dpop_proof");
    }

    @Test
    @DisplayName("loses nothing to who steals a proof: it is good once, for one method and one address")
    void stolenProof() throws Exception {
        String proof = key.proof("GET", articles, token);
        assertThat(get("DPoP " + token, proof).status()).isEqualTo(200);
        assertThat(get("DPoP " + token, proof).code()).isEqualTo("invalid_dpop_proof");
        assertThat(get("DPoP " + token, key.proof("POST", articles, token)).code())
                .isEqualTo("invalid_dpop_proof");
        assertThat(get("DPoP " + token, key.proof("GET", URI.create(articles + "/1"), token))
                        .code())
                .isEqualTo("invalid_dpop_proof");
    }

    private Answer get(String authorization, String proof) throws Exception {
        return api.get("/api/articles", "Authorization", authorization, "DPoP", proof);
    }
}
