package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import io.keycloakspa.e2e.oidc.CodeFlow.Tokens;
import io.keycloakspa.e2e.spa.OwnAccount;
import io.keycloakspa.e2e.spa.RedeemRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** C-53: {@code /account/sessions}. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The own sessions")
class AccountSessionsIT {

    private static final String SESSIONS = "/sessions";
    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0";

    private TestEnvironment environment;
    private RedeemRealm realm;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        realm = RedeemRealm.create(environment, "account-sessions", copy -> {
            ((ArrayNode) BlogRealmCopy.client(copy, "blog-spa").path("optionalClientScopes")).add("offline_access");
        });
    }

    private Account mayStayOffline(String prefix) throws Exception {
        Account account = realm.admin().createAccount(prefix);
        JsonNode role = realm.admin().get("/roles/offline_access");
        realm.admin().send("POST", "/users/" + account.id() + "/role-mappings/realm", "[" + role + "]");
        return account;
    }

    private OwnAccount signIn(Account account, String scope) throws Exception {
        return new OwnAccount(
                realm.api().base(),
                realm.flow().redeem(realm.flow().open(scope).submit(account.username(), account.password())));
    }

    private boolean goesOn(Tokens tokens) throws Exception {
        return realm.flow().refresh(tokens.refreshToken()).status() == 200;
    }

    private static List<JsonNode> list(OwnAccount me) throws Exception {
        Answer answer = me.get(SESSIONS);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        return answer.body().path("sessions").valueStream().toList();
    }

    private List<String> loggedOut(Account account) throws Exception {
        return realm.events(account, "LOGOUT")
                .valueStream()
                .map(event -> event.path("sessionId").asString())
                .toList();
    }

    @Test
    @DisplayName("are listed with browser, system, times, apps, and which one asks (C-53)")
    void listed() throws Exception {
        Account account = mayStayOffline("listed");
        LoginForm browser = realm.flow().open("openid").calledBy(FIREFOX);
        Tokens firefox = realm.flow().redeem(browser.submit(account.username(), account.password()));
        OwnAccount offline = signIn(account, "openid offline_access");
        OwnAccount me = OwnAccount.signIn(realm, account);

        List<JsonNode> sessions = list(me);

        assertThat(sessions.stream().map(session -> session.path("current").asBoolean()))
                .containsExactly(true, false, false);
        JsonNode current = sessions.get(0);
        assertThat(current.path("id").asString()).isEqualTo(me.sessionId());
        assertThat(current.path("apps").toString()).isEqualTo("[{\"client_id\":\"blog-spa\",\"name\":\"Blog\"}]");
        assertThat(current.path("ip_address").asString()).isNotBlank();
        Instant started = Instant.parse(current.path("started").asString());
        assertThat(started).isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
        assertThat(Instant.parse(current.path("last_used").asString())).isAfterOrEqualTo(started);
        assertThat(Duration.between(
                        started, Instant.parse(current.path("expires").asString())))
                .isEqualTo(Duration.ofHours(10));
        assertThat(sessions)
                .filteredOn(session -> session.path("offline").asBoolean())
                .singleElement()
                .satisfies(session -> assertThat(session.path("id").asString()).isEqualTo(offline.sessionId()));
        assertThat(sessions)
                .filteredOn(session -> session.path("browser").asString("").startsWith("Firefox"))
                .singleElement()
                .satisfies(session -> {
                    assertThat(session.path("id").asString())
                            .isEqualTo(firefox.accessTokenClaims().path("sid").asString());
                    assertThat(session.path("os").asString()).isEqualTo("Windows 10");
                });
    }

    @Test
    @DisplayName("one ends: its refresh token is dead, the others go on, the administrator sees it")
    void endsOne() throws Exception {
        Account account = realm.admin().createAccount("ends-one");
        OwnAccount lost = OwnAccount.signIn(realm, account);
        OwnAccount kept = OwnAccount.signIn(realm, account);
        OwnAccount me = OwnAccount.signIn(realm, account);
        Answer done = me.delete(SESSIONS + "/" + lost.sessionId());
        assertThat(done.status() + done.body().path("next").path("type").asString())
                .isEqualTo("200done");
        assertThat(goesOn(lost.tokens())).isFalse();
        assertThat(lost.get("").code()).isEqualTo("invalid_token");
        assertThat(goesOn(kept.tokens())).isTrue();
        assertThat(me.get("").status()).isEqualTo(200);
        assertThat(loggedOut(account)).containsExactly(lost.sessionId());
        assertThat(me.delete(SESSIONS + "/" + lost.sessionId()).code()).isEqualTo("not_found");
    }

    @Test
    @DisplayName("all others end, for offline tokens as well, and the caller goes on")
    void endsOthers() throws Exception {
        Account account = mayStayOffline("ends-others");
        OwnAccount online = OwnAccount.signIn(realm, account);
        OwnAccount offline = signIn(account, "openid offline_access");
        OwnAccount me = OwnAccount.signIn(realm, account);
        assertThat(me.delete(SESSIONS).status()).isEqualTo(200);
        assertThat(goesOn(online.tokens())).isFalse();
        assertThat(goesOn(offline.tokens())).isFalse();
        assertThat(list(me)).hasSize(1);
        assertThat(goesOn(me.tokens())).isTrue();
        assertThat(loggedOut(account)).contains(online.sessionId(), offline.sessionId());
    }

    @Test
    @DisplayName("offline tokens of the caller's own session end with the others, the session itself goes on")
    void ownOfflineTokens() throws Exception {
        Account account = mayStayOffline("own-offline");
        LoginForm browser = realm.flow().open(OwnAccount.SCOPE);
        OwnAccount me = new OwnAccount(
                realm.api().base(), realm.flow().redeem(browser.submit(account.username(), account.password())));
        Tokens offline = realm.flow()
                .redeem(realm.flow()
                        .openAgain(browser, Map.of("scope", "openid offline_access"))
                        .shown());
        assertThat(me.sessionId())
                .isEqualTo(offline.accessTokenClaims().path("sid").asString());
        assertThat(list(me)).hasSize(2);
        assertThat(me.delete(SESSIONS).status()).isEqualTo(200);
        assertThat(goesOn(offline)).isFalse();
        assertThat(list(me)).hasSize(1);
    }

    @Test
    @DisplayName("the current one ends by its id, as a sign-out")
    void endsTheCurrentOne() throws Exception {
        OwnAccount me = OwnAccount.signIn(realm, realm.admin().createAccount("leaves"));
        assertThat(me.delete(SESSIONS + "/" + me.sessionId()).status()).isEqualTo(200);
        assertThat(me.get("").code()).isEqualTo("invalid_token");
    }

    @Test
    @DisplayName("somebody else's session cannot be ended or told from none by its id (C-53)")
    void anotherPersonsSession() throws Exception {
        OwnAccount victim = OwnAccount.signIn(realm, realm.admin().createAccount("victim"));
        OwnAccount attacker = OwnAccount.signIn(realm, realm.admin().createAccount("attacker"));
        Answer others = attacker.delete(SESSIONS + "/" + victim.sessionId());
        Answer nobodys = attacker.delete(SESSIONS + "/6c3a1d3e-0000-4000-8000-000000000000");
        assertThat(others.status() + " " + others.code()).isEqualTo("404 not_found");
        assertThat(others.body()).isEqualTo(nobodys.body());
        assertThat(goesOn(victim.tokens())).isTrue();
        assertThat(list(attacker)).hasSize(1);
    }

    @Test
    @DisplayName("a session whose name is a NUL byte is not there")
    void nulByte() throws Exception {
        environment.needs(Need.BARE_KEYCLOAK);
        OwnAccount attacker = OwnAccount.signIn(realm, realm.admin().createAccount("attacker"));
        assertThat(attacker.delete(SESSIONS + "/%00").code()).isEqualTo("not_found");
    }
}
