package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.ConfirmLinkIT.assertRefused;
import static io.keycloakspa.e2e.ConfirmLinkIT.fieldErrors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow.Tokens;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.RedeemRealm;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code POST /actions/redeem}: what an administrator asks for by mail, as far as an app can do it. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("What an administrator asks for by mail")
class AdminActionsLinkIT {

    private static final String REDEEM = "/actions/redeem";
    private static final String HOUR = "&lifespan=3600";

    private TestEnvironment environment;
    private RedeemRealm realm;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        realm = RedeemRealm.create(shared, "admin-actions", copy -> {});
    }

    /** Sends the mail and waits for it. */
    private MailedLink ask(Account account, String actions, String parameters) throws Exception {
        return ask(realm, account, actions, parameters);
    }

    static MailedLink ask(RedeemRealm realm, Account account, String actions, String parameters) throws Exception {
        int before = realm.mails(account.email()).size();
        Answer sent = realm.admin()
                .send(
                        "PUT",
                        "/users/" + account.id() + "/execute-actions-email?client_id=blog-spa" + parameters,
                        actions);
        assertThat(sent.status()).as(sent.response().body()).isEqualTo(204);
        realm.awaitMails(account.email(), before + 1);
        return realm.mailedLink(account.email());
    }

    private static void assertIsDone(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.body().path("next").path("type").asString()).isEqualTo("authenticate");
        assertThat(answer.body().path("next").has("state"))
                .as("an administrator's mail has no state")
                .isFalse();
        assertThat(answer.response().headers().allValues("set-cookie")).isEmpty();
    }

    @Test
    @DisplayName("a new password: asked for, checked, set; open sessions end and the owner gets a notice")
    void updatePassword() throws Exception {
        Account account = realm.admin().createAccount("password");
        Tokens open = realm.flow().redeem(realm.flow().open("openid").submit(account.username(), account.password()));
        MailedLink link = ask(account, "[\"UPDATE_PASSWORD\"]", HOUR);
        MailedLink.Landing landing = link.open();
        assertThat(landing.page()).isEqualTo(environment.webUrl() + "/account/action");

        assertRefused(realm.api().post(REDEEM, "token", landing.token()), "password_required");
        assertThat(fieldErrors(realm.api().post(REDEEM, "token", landing.token(), "password", "short")))
                .containsExactly("/password length_min");
        String chosen = RedeemRealm.newPassword();
        assertIsDone(realm.api().post(REDEEM, "token", landing.token(), "password", chosen));
        assertThat(realm.signsIn(account, account.password())).isFalse();
        assertThat(realm.signsIn(account, chosen)).isTrue();
        assertThat(realm.flow().refresh(open.refreshToken()).status()).isEqualTo(400);
        ResetLinkIT.assertExactlyOneNotice(realm, account);
        assertThat(realm.events(account, "UPDATE_CREDENTIAL")).hasSize(1);
        assertThat(realm.events(account, "EXECUTE_ACTIONS")).hasSize(1);
    }

    @Test
    @DisplayName("confirming the address: without a password, and the one that there is stays")
    void verifyEmail() throws Exception {
        Account account = realm.unconfirmed("address");
        String token = ask(account, "[\"VERIFY_EMAIL\"]", HOUR).open().token();
        assertThat(fieldErrors(realm.api().post(REDEEM, "token", token, "password", RedeemRealm.newPassword())))
                .containsExactly("/password password_not_expected");
        assertThat(realm.isConfirmed(account)).isFalse();
        assertIsDone(realm.api().post(REDEEM, "token", token));
        assertThat(realm.isConfirmed(account)).isTrue();
        assertThat(realm.signsIn(account, account.password())).isTrue();
        assertThat(realm.events(account, "VERIFY_EMAIL")).hasSize(1);
    }

    @Test
    @DisplayName("both at once")
    void both() throws Exception {
        Account account = realm.registered("both");
        String token = ask(account, "[\"VERIFY_EMAIL\", \"UPDATE_PASSWORD\"]", HOUR)
                .open()
                .token();
        assertRefused(realm.api().post(REDEEM, "token", token), "password_required");
        assertThat(realm.isConfirmed(account)).isFalse();
        String chosen = RedeemRealm.newPassword();
        assertIsDone(realm.api().post(REDEEM, "token", token, "password", chosen));
        assertThat(realm.isConfirmed(account)).isTrue();
        assertThat(realm.signsIn(account, chosen)).isTrue();
    }

    @Test
    @DisplayName("what an app cannot do is not left out: the link leads to the hosted pages")
    void stepLeftOut() throws Exception {
        Account account = realm.admin().createAccount("phone");
        for (String actions : new String[] {"[\"CONFIGURE_TOTP\"]", "[\"UPDATE_PASSWORD\", \"CONFIGURE_TOTP\"]"}) {
            MailedLink link = ask(account, actions, HOUR);
            assertThat(link.open().page())
                    .isEqualTo(environment.keycloakUrl() + "/realms/admin-actions/login-actions/action-token");
            Answer refused = realm.api().post(REDEEM, "token", link.token(), "password", RedeemRealm.newPassword());
            assertThat(refused.status() + " " + refused.code()).isEqualTo("403 flow_required");
        }
        assertThat(realm.signsIn(account, account.password())).isTrue();
    }

    @Test
    @DisplayName("C-26: works once, and not after another change of the password")
    void usedLink() throws Exception {
        Account account = realm.admin().createAccount("used");
        String early = ask(account, "[\"UPDATE_PASSWORD\"]", HOUR).token();
        String token = ask(account, "[\"UPDATE_PASSWORD\"]", HOUR).token();
        assertThat(early).isNotEqualTo(token);
        String chosen = RedeemRealm.newPassword();
        assertIsDone(realm.api().post(REDEEM, "token", token, "password", chosen));
        for (String dead : new String[] {token, early}) {
            assertRefused(
                    realm.api().post(REDEEM, "token", dead, "password", RedeemRealm.newPassword()), "invalid_link");
        }
        Account confirms = realm.unconfirmed("used-confirm");
        String confirm = ask(confirms, "[\"VERIFY_EMAIL\"]", HOUR).token();
        assertIsDone(realm.api().post(REDEEM, "token", confirm));
        realm.change(confirms, "{\"emailVerified\": false}");
        assertRefused(realm.api().post(REDEEM, "token", confirm), "invalid_link");
        assertThat(realm.isConfirmed(confirms)).isFalse();
    }

    @Test
    @DisplayName("lives as long as the administrator said")
    void lifeTime() throws Exception {
        Account account = realm.admin().createAccount("life-time");
        String token = ask(account, "[\"UPDATE_PASSWORD\"]", HOUR).token();
        assertThat(realm.api()
                        .post("/link-info", "token", token)
                        .body()
                        .path("expires_in")
                        .asInt())
                .isBetween(3500, 3600);
        MailedLink brief = ask(account, "[\"UPDATE_PASSWORD\"]", "&lifespan=1");
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        realm.api().post("/link-info", "token", brief.token()).status() == 400);
        assertRefused(
                realm.api().post(REDEEM, "token", brief.token(), "password", RedeemRealm.newPassword()),
                "expired_link");
        assertThat(brief.open().context()).containsEntry("error", "expired_link");
        assertThat(realm.signsIn(account, account.password())).isTrue();
    }

    @Test
    @DisplayName("a link for one purpose does nothing for another")
    void anotherPurpose() throws Exception {
        Account account = realm.unconfirmed("purpose");
        String action =
                ask(account, "[\"UPDATE_PASSWORD\", \"VERIFY_EMAIL\"]", HOUR).token();
        String chosen = RedeemRealm.newPassword();
        assertRefused(realm.api().post(ResetLinkIT.REDEEM, "token", action, "password", chosen), "invalid_link");
        assertRefused(realm.api().post("/confirmations/redeem", "token", action), "invalid_link");
        assertRefused(realm.api().post("/email-changes/redeem", "token", action), "invalid_link");
        String reset = realm.askReset(account).token();
        assertRefused(realm.api().post(REDEEM, "token", reset, "password", chosen), "invalid_link");
        assertRefused(realm.api().post("/email-changes/redeem", "token", reset), "invalid_link");
        assertThat(realm.isConfirmed(account)).isFalse();
    }
}
