package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.spa.RedeemRealm.newPassword;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow.Tokens;
import io.keycloakspa.e2e.spa.OwnAccount;
import io.keycloakspa.e2e.spa.RedeemRealm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** C-50: {@code POST /account/password}. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Changing the own password")
class AccountPasswordIT {

    private static final String PASSWORD = "/password";
    private static final int FAILURES = 3;

    private RedeemRealm realm;

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        realm = RedeemRealm.create(environment, "account-password", copy -> {
            ((ArrayNode) BlogRealmCopy.client(copy, "blog-spa").path("optionalClientScopes")).add("offline_access");
            copy.put("bruteForceProtected", true);
            copy.put("failureFactor", FAILURES);
            copy.put("waitIncrementSeconds", 900);
            copy.put("maxFailureWaitSeconds", 900);
            copy.put("quickLoginCheckMilliSeconds", 0);
        });
    }

    private Account mayStayOffline(String prefix) throws Exception {
        Account account = realm.admin().createAccount(prefix);
        JsonNode role = realm.admin().get("/roles/offline_access");
        realm.admin().send("POST", "/users/" + account.id() + "/role-mappings/realm", "[" + role + "]");
        return account;
    }

    private Tokens signIn(Account account, String scope) throws Exception {
        return realm.flow().redeem(realm.flow().open(scope).submit(account.username(), account.password()));
    }

    private int failures(Account account) throws Exception {
        return realm.admin()
                .get("/attack-detection/brute-force/users/" + account.id())
                .path("numFailures")
                .asInt();
    }

    @Test
    @DisplayName("the new one holds, everybody else is out, online and offline, and the caller goes on (C-50)")
    void changes() throws Exception {
        Account account = mayStayOffline("changes");
        Tokens elsewhere = signIn(account, "openid articles:read");
        Tokens offline = signIn(account, "openid articles:read offline_access");
        OwnAccount me = OwnAccount.signIn(realm, account);
        String chosen = newPassword();

        Answer done = me.post(PASSWORD, "current", account.password(), "new", chosen, "new_confirm", chosen);

        assertThat(done.status()).as(done.response().body()).isEqualTo(200);
        assertThat(done.body().path("next").path("type").asString()).isEqualTo("done");
        assertThat(done.header("set-cookie")).isEmpty();
        assertThat(realm.signsIn(account, chosen)).isTrue();
        assertThat(realm.signsIn(account, account.password())).isFalse();
        assertThat(realm.flow().refresh(elsewhere.refreshToken()).status()).isEqualTo(400);
        assertThat(realm.flow().refresh(offline.refreshToken()).status()).isEqualTo(400);
        assertThat(realm.flow().refresh(me.tokens().refreshToken()).status()).isEqualTo(200);
        assertThat(me.get("").status()).isEqualTo(200);

        var notice = realm.awaitMails(account.email(), 1).get(0);
        assertThat(notice.subject()).isEqualTo("Your password was changed");
        assertThat(notice.text() + notice.html()).doesNotContain(chosen);
        JsonNode event = realm.events(account, "UPDATE_CREDENTIAL").get(0);
        assertThat(event.path("details").path("credential_type").asString()).isEqualTo("password");
        assertThat(event.path("sessionId").asString()).isEqualTo(me.sessionId());
        assertThat(event.toString()).doesNotContain(chosen);
    }

    @Test
    @DisplayName("a stolen token does not let guess: wrong ones count, then the right one is refused alike (C-50)")
    void guessingWithAStolenToken() throws Exception {
        Account account = realm.admin().createAccount("guessed");
        OwnAccount thief = OwnAccount.signIn(realm, account);
        Answer wrong = thief.post(PASSWORD, "current", "this-is-the-wrong-password", "new", newPassword());
        assertThat(wrong.status() + " " + wrong.code()).isEqualTo("400 wrong_password");
        await().until(() -> failures(account) == 1);
        for (int i = 2; i <= FAILURES; i++) {
            int count = i;
            thief.post(PASSWORD, "current", "this-is-the-wrong-password", "new", newPassword());
            await().until(() -> failures(account) == count);
        }
        Answer locked = thief.post(PASSWORD, "current", account.password(), "new", newPassword());
        assertThat(locked.status()).isEqualTo(wrong.status());
        assertThat(locked.body()).isEqualTo(wrong.body());
        assertThat(realm.signsIn(account, account.password())).isFalse();
        assertThat(realm.events(account, "UPDATE_CREDENTIAL_ERROR")
                        .valueStream()
                        .map(event -> event.path("error").asString()))
                .containsOnly("invalid_user_credentials", "user_temporarily_disabled")
                .hasSize(FAILURES + 1);
    }

    @Test
    @DisplayName("the right one forgets the wrong ones, as a sign-in does")
    void countIsCleared() throws Exception {
        Account account = realm.admin().createAccount("cleared");
        OwnAccount me = OwnAccount.signIn(realm, account);
        me.post(PASSWORD, "current", "this-is-the-wrong-password", "new", newPassword());
        await().until(() -> failures(account) == 1);
        assertThat(me.post(PASSWORD, "current", account.password(), "new", newPassword())
                        .status())
                .isEqualTo(200);
        await().until(() -> failures(account) == 0);
    }

    @Test
    @DisplayName(
            "a rule of the policy is told only to who knows the current one, with its number, at its member (C-16)")
    void policy() throws Exception {
        Account account = realm.admin().createAccount("policy");
        OwnAccount me = OwnAccount.signIn(realm, account);
        assertThat(me.post(PASSWORD, "current", "this-is-the-wrong-password", "new", "short")
                        .code())
                .isEqualTo("wrong_password");
        Answer refused = me.post(PASSWORD, "current", account.password(), "new", "short");
        assertThat(refused.code()).isEqualTo("validation_failed");
        JsonNode error = refused.body().path("errors").get(0);
        assertThat(error.path("pointer").asString()).isEqualTo("/new");
        assertThat(error.path("code").asString()).isEqualTo("length_min");
        assertThat(error.path("value").asInt()).isEqualTo(15);
        assertThat(realm.signsIn(account, account.password())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', '/current required /new required'",
        "'{\"current\": \"\", \"new\": \"x\"}', /current required",
        "'{\"current\": \"x\", \"new\": \"one\", \"new_confirm\": \"other\"}', /new_confirm mismatch",
        "'{\"current\": 1, \"new\": [\"x\"]}', '/current wrong_type /new wrong_type'",
        "'{\"current\": \"x\", \"new\": \"y\", \"userId\": \"z\", \"enabled\": false}', "
                + "'/userId unknown_member /enabled unknown_member'"
    })
    @DisplayName("says what is wrong with members, all at once")
    void members(String body, String errors) throws Exception {
        OwnAccount me = OwnAccount.signIn(realm, realm.admin().createAccount("members"));
        Answer refused = me.send("POST", PASSWORD, body);
        assertThat(refused.status() + " " + refused.code()).isEqualTo("400 validation_failed");
        assertThat(refused.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asString() + " "
                                + error.path("code").asString()))
                .containsExactlyInAnyOrder(errors.split(" (?=/)"));
    }

    @Test
    @DisplayName("links that were mailed before are dead (C-26)")
    void olderLinks() throws Exception {
        Account account = realm.admin().createAccount("older-links");
        String reset = realm.askReset(account).token();
        OwnAccount me = OwnAccount.signIn(realm, account);
        String chosen = newPassword();
        assertThat(me.post(PASSWORD, "current", account.password(), "new", chosen)
                        .status())
                .isEqualTo(200);
        Answer dead = realm.api().post(ResetLinkIT.REDEEM, "token", reset, "password", newPassword());
        assertThat(dead.status() + " " + dead.code()).isEqualTo("400 invalid_link");
        assertThat(realm.signsIn(account, chosen)).isTrue();
    }

    @Test
    @DisplayName("who has none yet sets one without a current one, which is not expected")
    void firstPassword() throws Exception {
        Account account = realm.admin().createAccount("without");
        OwnAccount me = OwnAccount.signIn(realm, account);
        String credentials = "/users/" + account.id() + "/credentials";
        realm.admin()
                .send(
                        "DELETE",
                        credentials + "/"
                                + realm.admin()
                                        .get(credentials)
                                        .get(0)
                                        .path("id")
                                        .asString(),
                        "");
        assertThat(me.get("").body().path("password_set").asBoolean()).isFalse();
        String chosen = newPassword();
        Answer refused = me.post(PASSWORD, "current", account.password(), "new", chosen);
        assertThat(refused.body().path("errors").get(0).path("code").asString()).isEqualTo("not_expected");
        assertThat(me.post(PASSWORD, "new", chosen).status()).isEqualTo(200);
        assertThat(realm.signsIn(account, chosen)).isTrue();
    }
}
