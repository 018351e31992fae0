package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.ServerClock;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import io.keycloakspa.e2e.oidc.CodeFlow.Tokens;
import io.keycloakspa.e2e.oidc.ProofKey;
import io.keycloakspa.e2e.spa.OwnAccount;
import io.keycloakspa.e2e.spa.RedeemRealm;
import io.keycloakspa.launcher.DemoAccount;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** C-50 to C-54: which access tokens open the account, and which do not. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The account API takes access tokens that were issued for it, and nothing else")
class AccountTokenAttacksIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REALM = "account-attacks";
    private static final URI NEWSLETTER = URI.create("http://localhost:8084/callback");

    private TestEnvironment environment;
    private RedeemRealm realm;
    private Account account;
    private OwnAccount me;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        realm = RedeemRealm.create(shared, REALM, copy -> {
            ObjectNode newsletter = BlogRealmCopy.client(copy, "newsletter");
            ((ArrayNode) newsletter.path("optionalClientScopes")).add("account.self");
            addClient(copy, "plain", "spa");
            ObjectNode half = addClient(copy, "half", "none");
            ((ArrayNode) half.path("optionalClientScopes")).removeAll();
            ((ArrayNode) half.path("protocolMappers")).add(JSON.readTree("""
                    {"name": "half", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
                     "config": {"included.custom.audience": "spa-account", "access.token.claim": "true"}}"""));
        });
        account = realm.admin().createAccount("attacked");
        me = OwnAccount.signIn(realm, account);
    }

    /** A copy of the blog's client without some default scope, and without settings of its own. */
    private static ObjectNode addClient(ObjectNode copy, String clientId, String withoutScope) {
        ObjectNode client = BlogRealmCopy.client(copy, "blog-spa").deepCopy();
        client.put("clientId", clientId);
        ArrayNode scopes = client.putArray("defaultClientScopes");
        for (String scope : List.of("acr", "basic", "spa")) {
            if (!scope.equals(withoutScope)) {
                scopes.add(scope);
            }
        }
        var mappers = (ArrayNode) client.path("protocolMappers");
        mappers.removeIf(mapper -> mapper.path("protocolMapper").asString().equals("spa-settings"));
        ((ArrayNode) copy.path("clients")).add(client);
        return client;
    }

    private Tokens tokens(String clientId, URI redirectUri, String scope) throws Exception {
        CodeFlow flow = new CodeFlow(URI.create(environment.keycloakUrl() + "/realms/" + REALM), clientId, redirectUri);
        return flow.redeem(flow.open(scope).submit(account.username(), account.password()));
    }

    private Tokens tokens(String clientId, String scope) throws Exception {
        return tokens(clientId, URI.create(environment.webUrl() + "/callback"), scope);
    }

    private Answer show(String token, String... headers) throws Exception {
        return new OwnAccount(me.base(), new Tokens(200, JSON.createObjectNode().put("access_token", token)))
                .get("", headers);
    }

    private void assertInvalid(String token) throws Exception {
        assertInvalid(show(token), "Bearer");
    }

    private static void assertInvalid(Answer answer, String scheme) {
        assertThat(answer.status() + " " + answer.code()).isEqualTo("401 invalid_token");
        assertThat(answer.header("www-authenticate"))
                .startsWith(scheme + " ")
                .contains("error=\"invalid_token\"")
                .contains("scope=\"account.self\"");
        assertThat(answer.header("set-cookie")).isEmpty();
    }

    @Test
    @DisplayName("the right one is let in")
    void rightToken() throws Exception {
        assertThat(me.get("").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("none at all is asked for one")
    void noToken() throws Exception {
        Answer answer = new JsonHttp(me.base()).get("/account");
        assertThat(answer.status() + " " + answer.code()).isEqualTo("401 authentication_required");
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer scope=\"account.self\"");
    }

    @Test
    @DisplayName("a token for articles is refused here, and this one there")
    void tokenForAnotherApi() throws Exception {
        Tokens articles = tokens("blog-spa", "openid articles:read articles:write");
        assertThat(articles.accessTokenClaims().path("aud").toString()).doesNotContain("spa-account");
        assertThat(articles.accessTokenClaims().path("scope").asString()).doesNotContain("account.self");
        assertInvalid(articles.accessToken());

        Tokens ofTheBlog = new CodeFlow(
                        environment.issuer(), "blog-spa", URI.create(environment.webUrl() + "/callback"))
                .signIn(DemoAccount.ALICE, OwnAccount.SCOPE);
        assertThat(ofTheBlog.status()).isEqualTo(200);
        Answer there = new JsonHttp(environment.webUrl())
                .get("/api/articles", "Authorization", "Bearer " + ofTheBlog.accessToken());
        assertThat(there.status() + " " + there.code()).isEqualTo("401 invalid_token");
        assertInvalid(ofTheBlog.accessToken());
    }

    @Test
    @DisplayName("ID token and refresh token are refused")
    void otherKindsOfTokens() throws Exception {
        assertInvalid(me.tokens().idToken());
        assertInvalid(me.tokens().refreshToken());
    }

    @Test
    @DisplayName("a token whose claims were changed, or whose signature was taken away, is refused")
    void tamperedToken() throws Exception {
        String[] parts = me.tokens().accessToken().split("\\.", -1);
        assertInvalid(parts[0] + "." + parts[1] + ".");
        assertInvalid("eyJhbGciOiJub25lIn0." + parts[1] + ".");
        assertInvalid(parts[0] + "." + parts[1].substring(2) + "." + parts[2]);
        assertInvalid("x");
        assertInvalid("..");
    }

    @Test
    @DisplayName("an expired one, and one whose session has ended, are refused")
    void tokenOfThePast() throws Exception {
        Tokens old = tokens("blog-spa", OwnAccount.SCOPE);
        new ServerClock(environment).ahead(Duration.ofSeconds(301), () -> assertInvalid(old.accessToken()));
        OwnAccount ended = OwnAccount.signIn(realm, account);
        ended.delete("/sessions/" + ended.sessionId());
        assertInvalid(ended.tokens().accessToken());
    }

    @Test
    @DisplayName("a token in the query or in the body is none, and no cookie opens anything (C-03)")
    void tokenElsewhere() throws Exception {
        String token = me.tokens().accessToken();
        JsonHttp http = new JsonHttp(me.base());
        LoginForm browser = realm.flow().open("openid");
        assertThat(browser.submit(account.username(), account.password()).succeeded())
                .isTrue();
        for (Answer answer : List.of(
                http.get("/account?access_token=" + token),
                http.send("POST", "/account/password", "{\"access_token\": \"" + token + "\"}"),
                http.get("/account", "Cookie", browser.cookieHeader()),
                http.get("/account", "Authorization", "Basic " + token))) {
            assertThat(answer.status() + " " + answer.code()).isEqualTo("401 authentication_required");
        }
    }

    @Test
    @DisplayName("two tokens at once are none")
    void twoTokens() throws Exception {
        environment.needs(Need.BARE_KEYCLOAK);
        String bearer = "Bearer " + me.tokens().accessToken();
        JsonHttp http = new JsonHttp(me.base());
        assertThat(http.get("/account", "Authorization", bearer).status()).isEqualTo(200);
        Answer answer = http.get("/account", "Authorization", bearer, "Authorization", bearer);
        assertThat(answer.status() + " " + answer.code()).isEqualTo("401 authentication_required");
    }

    @Test
    @DisplayName("a token with the audience, but issued for less, says which scope is missing")
    void tokenWithoutScope() throws Exception {
        Answer answer = show(tokens("half", "openid").accessToken());
        assertThat(answer.status() + " " + answer.code()).isEqualTo("403 insufficient_scope");
        assertThat(answer.header("www-authenticate"))
                .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"account.self\"");
    }

    @Test
    @DisplayName("the token of a client without SPA settings is refused (C-05)")
    void clientWithoutSettings() throws Exception {
        Answer answer = show(tokens("plain", OwnAccount.SCOPE).accessToken());
        assertThat(answer.status() + " " + answer.code()).isEqualTo("400 unknown_client");
    }

    @Test
    @DisplayName("a page of another origin is refused, also with another app's token (C-03)")
    void foreignPage() throws Exception {
        String blog = environment.webUrl().toString();
        String token = me.tokens().accessToken();
        String newsletter = tokens("newsletter", NEWSLETTER, OwnAccount.SCOPE).accessToken();
        for (Answer answer : List.of(
                show(token, "Origin", "https://evil.example"),
                show(token, "Origin", "null"),
                show(token, "Sec-Fetch-Site", "cross-site"),
                show(newsletter, "Origin", blog))) {
            assertThat(answer.status() + " " + answer.code()).isEqualTo("403 origin_not_allowed");
            assertThat(answer.header("access-control-allow-origin")).isEmpty();
        }
        Answer own = show(token, "Origin", blog, "Sec-Fetch-Site", "same-site");
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.header("access-control-allow-origin")).isEqualTo(blog);
        assertThat(own.header("access-control-expose-headers")).contains("WWW-Authenticate", "DPoP-Nonce");
        assertThat(show(newsletter).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a preflight lets the app's page send a token and a proof, and never cookies (C-03)")
    void preflight() throws Exception {
        Answer answer = new JsonHttp(me.base())
                .send(
                        "OPTIONS",
                        "/account",
                        "",
                        "Origin",
                        environment.webUrl().toString(),
                        "Access-Control-Request-Method",
                        "DELETE",
                        "Access-Control-Request-Headers",
                        "authorization,dpop");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("access-control-allow-headers")).contains("Authorization", "DPoP", "Content-Type");
        assertThat(answer.header("access-control-allow-methods")).contains("GET", "DELETE");
        assertThat(answer.header("access-control-allow-credentials")).isEqualTo("false");
    }

    @Test
    @DisplayName("C-54: after five minutes reading goes on, and each change asks for another sign-in")
    void staleSignIn() throws Exception {
        Account stale = realm.admin().createAccount("stale");
        CodeFlow flow = realm.flow();
        LoginForm browser = flow.open(OwnAccount.SCOPE);
        Tokens first = flow.redeem(browser.submit(stale.username(), stale.password()));
        new ServerClock(environment).ahead(Duration.ofSeconds(305), () -> {
            OwnAccount later = new OwnAccount(me.base(), flow.refresh(first.refreshToken()));
            assertThat(later.get("").status()).isEqualTo(200);
            assertThat(later.get("/sessions").status()).isEqualTo(200);
            for (Answer answer : List.of(
                    later.post("/password", "current", stale.password(), "new", RedeemRealm.newPassword()),
                    later.delete("/sessions"),
                    later.delete("/sessions/" + later.sessionId()),
                    later.delete(""))) {
                assertThat(answer.status() + " " + answer.code()).isEqualTo("401 insufficient_user_authentication");
                assertThat(answer.header("www-authenticate"))
                        .isEqualTo("Bearer error=\"insufficient_user_authentication\", max_age=300");
            }
            flow.openAgain(browser, Map.of("scope", OwnAccount.SCOPE, "max_age", "300"));
            OwnAccount again = new OwnAccount(
                    me.base(),
                    flow.redeem(flow.openAgain(browser, Map.of("scope", OwnAccount.SCOPE, "max_age", "300"))
                            .submit(stale.username(), stale.password())));
            assertThat(again.delete("/sessions").status()).isEqualTo(200);
        });
    }

    @Nested
    @DisplayName("bound to a key (RFC 9449)")
    class BoundToKey {

        private final ProofKey key = ProofKey.create();

        private URI account() {
            return URI.create(me.base() + "/account");
        }

        private String bound() throws Exception {
            CodeFlow flow = realm.flow();
            Tokens tokens = flow.redeem(
                    flow.open(OwnAccount.SCOPE)
                            .submit(
                                    AccountTokenAttacksIT.this.account.username(),
                                    AccountTokenAttacksIT.this.account.password()),
                    key);
            assertThat(tokens.body().path("token_type").asString()).isEqualTo("DPoP");
            return tokens.accessToken();
        }

        private Answer send(String authorization, String... headers) throws Exception {
            String[] all = new String[headers.length + 2];
            all[0] = "Authorization";
            all[1] = authorization;
            System.arraycopy(headers, 0, all, 2, headers.length);
            return new JsonHttp(me.base()).get("/account", all);
        }

        @Test
        @DisplayName("a token with a proof of its key is let in, once for each proof")
        void replayedProof() throws Exception {
            String token = bound();
            String proof = key.proof("GET", account(), token);
            assertThat(send("DPoP " + token, "DPoP", proof).status()).isEqualTo(200);
            assertInvalid(send("DPoP " + token, "DPoP", proof), "DPoP");
            assertThat(send("DPoP " + token, "DPoP", key.proof("GET", account(), token))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        @DisplayName("a stolen token without its key is worth nothing")
        void stolenToken() throws Exception {
            String token = bound();
            ProofKey thiefs = ProofKey.create();
            assertInvalid(send("Bearer " + token), "Bearer");
            assertInvalid(send("Bearer " + token, "DPoP", key.proof("GET", account(), token)), "Bearer");
            assertInvalid(send("DPoP " + token), "DPoP");
            assertInvalid(send("DPoP " + token, "DPoP", thiefs.proof("GET", account(), token)), "DPoP");
            assertThat(send("DPoP " + token).header("www-authenticate"))
                    .contains("algs=\"")
                    .contains("ES256");
        }

        private String proof(String token) {
            return key.proof("GET", account(), token);
        }

        @Test
        @DisplayName("a second proof, which whoever looks before us may read in the first one's place, is refused")
        void twoProofs() throws Exception {
            environment.needs(Need.BARE_KEYCLOAK);
            String token = bound();
            JsonHttp http = new JsonHttp(me.base());
            assertThat(http.get("/account", "Authorization", "DPoP " + token, "DPoP", proof(token))
                            .status())
                    .isEqualTo(200);
            String another = ProofKey.create().proof("GET", account(), token);
            for (List<String> proofs : List.of(
                    List.of(proof(token), another), List.of(another, proof(token)), List.of(proof(token), ""))) {
                assertInvalid(
                        http.get(
                                "/account",
                                "Authorization",
                                "DPoP " + token,
                                "DPoP",
                                proofs.get(0),
                                "DPoP",
                                proofs.get(1)),
                        "DPoP");
            }
        }

        @Test
        @DisplayName("a proof for another address, method, token or time is none")
        void proofForSomethingElse() throws Exception {
            String token = bound();
            URI elsewhere = URI.create(me.base() + "/account/sessions");
            for (String proof : List.of(
                    key.proof("GET", elsewhere, token),
                    key.proof("DELETE", account(), token),
                    key.proof("GET", URI.create("https://evil.example/account"), token),
                    key.proof("GET", account(), me.tokens().accessToken()),
                    key.proof("GET", account(), ""),
                    key.proof("GET", account(), token, Instant.now().minusSeconds(120)),
                    key.proof("GET", account(), token, Instant.now().plusSeconds(120)),
                    "x",
                    "..",
                    token)) {
                assertInvalid(send("DPoP " + token, "DPoP", proof), "DPoP");
            }
        }

        @Test
        @DisplayName("a token that is bound to no key does not become one by a proof")
        void unboundToken() throws Exception {
            String token = me.tokens().accessToken();
            assertInvalid(send("DPoP " + token, "DPoP", key.proof("GET", account(), token)), "DPoP");
        }
    }
}
