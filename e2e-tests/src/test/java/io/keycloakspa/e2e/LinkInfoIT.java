package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.ConfirmLinkIT.assertRefused;
import static io.keycloakspa.e2e.ConfirmLinkIT.fieldErrors;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.spa.RedeemRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** {@code POST /link-info}: what an app learns of a token before anybody has clicked. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("What an app learns about a link")
class LinkInfoIT {

    private static final String INFO = "/link-info";
    private static final int DAY = 86_400;
    private static final int HALF_AN_HOUR = 1_800;

    private RedeemRealm realm;

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        realm = RedeemRealm.create(environment, "link-info", copy -> {});
        realm.letPeopleChangeTheirAddress();
    }

    private JsonNode info(String token) throws Exception {
        Answer answer = realm.api().post(INFO, "token", token);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.response().headers().allValues("set-cookie")).isEmpty();
        return answer.body();
    }

    private static void assertIs(JsonNode info, String purpose, String email, boolean passwordRequired, int lifeTime) {
        assertThat(info.path("purpose").asString()).isEqualTo(purpose);
        assertThat(info.path("email").asString()).isEqualTo(email);
        assertThat(info.path("password_required").asBoolean()).isEqualTo(passwordRequired);
        assertThat(info.path("expires_in").asInt()).isBetween(lifeTime - 60, lifeTime);
        assertThat(info.path("password_policy")
                        .valueStream()
                        .map(rule -> rule.path("code").asString())
                        .toList())
                .containsExactlyInAnyOrder("length_min", "length_max", "not_username", "not_email", "not_common");
        assertThat(info.has("actions")).isEqualTo(purpose.equals("action"));
    }

    /** As the owner recognises it and nobody else can use it. */
    private static String masked(String address) {
        return address.charAt(0) + "\u2022\u2022\u2022@example.org";
    }

    @Test
    @DisplayName("to confirm: whether the account needs its first password")
    void confirm() throws Exception {
        Account registered = realm.registered("newcomer");
        Account unconfirmed = realm.unconfirmed("older");
        assertIs(info(realm.askConfirm(registered).token()), "confirm", masked(registered.email()), true, DAY);
        assertIs(info(realm.askConfirm(unconfirmed).token()), "confirm", masked(unconfirmed.email()), false, DAY);
    }

    @Test
    @DisplayName("to reset")
    void reset() throws Exception {
        Account account = realm.admin().createAccount("forgot");
        assertIs(info(realm.askReset(account).token()), "reset", masked(account.email()), true, HALF_AN_HOUR);
    }

    @Test
    @DisplayName("to change the address: the new one is shown, not the old one")
    void email() throws Exception {
        Account account = realm.admin().createAccount("moves");
        String address = "z" + account.email();
        realm.openChangeOfAddress(account, "/").submit("#kc-update-email-form", Map.of("email", address));
        realm.awaitMails(address, 1);
        assertIs(info(realm.mailedLink(address).token()), "email", masked(address), false, HALF_AN_HOUR);
    }

    @Test
    @DisplayName("of an administrator: what is asked for, also what only the hosted pages can do")
    void action() throws Exception {
        Account account = realm.admin().createAccount("asked");
        String hour = "&lifespan=3600";
        JsonNode both = info(AdminActionsLinkIT.ask(realm, account, "[\"VERIFY_EMAIL\", \"UPDATE_PASSWORD\"]", hour)
                .token());
        assertIs(both, "action", masked(account.email()), true, 3600);
        assertThat(actions(both)).containsExactlyInAnyOrder("verify_email", "update_password");
        JsonNode verify = info(AdminActionsLinkIT.ask(realm, account, "[\"VERIFY_EMAIL\"]", hour)
                .token());
        assertIs(verify, "action", masked(account.email()), false, 3600);
        JsonNode phone = info(AdminActionsLinkIT.ask(realm, account, "[\"CONFIGURE_TOTP\"]", hour)
                .token());
        assertThat(actions(phone)).containsExactly("configure_totp");
    }

    private static List<String> actions(JsonNode info) {
        return info.path("actions").valueStream().map(JsonNode::asString).toList();
    }

    @Test
    @DisplayName("C-41: looking changes nothing, however often, and tells nobody's name")
    void lookingChangesNothing() throws Exception {
        Account account = realm.registered("looked-at");
        String token = realm.askConfirm(account).token();
        String before = realm.user(account).toString();
        for (int i = 0; i < 3; i++) {
            assertThat(info(token).toString()).doesNotContain(account.username(), account.id());
        }
        assertThat(realm.user(account).toString()).isEqualTo(before);
        assertThat(realm.events(account, "VERIFY_EMAIL")).isEmpty();
        ConfirmLinkIT.assertIsAuthenticate(
                realm.api().post("/confirmations/redeem", "token", token, "password", RedeemRealm.newPassword()));
        assertRefused(realm.api().post(INFO, "token", token), "already_confirmed");
    }

    @Test
    @DisplayName("nothing: for another app's, a used, a bent or no token")
    void foreignToken() throws Exception {
        Account account = realm.admin().createAccount("foreign");
        String token = realm.askReset(account).token();
        assertRefused(realm.api().as("newsletter").post(INFO, "token", token), "invalid_link");
        assertRefused(realm.api().post(INFO, "token", token.substring(2)), "invalid_link");
        assertRefused(realm.api().post(INFO, "token", "x".repeat(8192)), "invalid_link");
        assertThat(fieldErrors(realm.api().post(INFO, "token", "x".repeat(8193))))
                .containsExactly("/token too_long");
        assertThat(fieldErrors(realm.api().post(INFO))).containsExactly("/token required");
        assertThat(fieldErrors(realm.api().post(INFO, "token", token, "code", "12345678")))
                .containsExactly("/code unknown_member");
        ConfirmLinkIT.assertIsAuthenticate(
                realm.api().post(ResetLinkIT.REDEEM, "token", token, "password", RedeemRealm.newPassword()));
        assertRefused(realm.api().post(INFO, "token", token), "invalid_link");
    }

    @Test
    @DisplayName("nothing, for an access token or an ID token: they are no mailed links")
    void tokenOfAnotherKind() throws Exception {
        Account account = realm.admin().createAccount("kind");
        var tokens = realm.flow().redeem(realm.flow().open("openid").submit(account.username(), account.password()));
        for (String token : List.of(tokens.accessToken(), tokens.idToken(), tokens.refreshToken())) {
            assertRefused(realm.api().post(INFO, "token", token), "invalid_link");
        }
    }
}
