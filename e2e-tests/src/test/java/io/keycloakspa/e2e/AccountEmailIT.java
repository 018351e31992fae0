package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.OwnAccount;
import io.keycloakspa.e2e.spa.RedeemRealm;
import io.keycloakspa.launcher.mail.InboxMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** C-51: {@code POST /account/email}, and what its mail leads to. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Changing the own address")
class AccountEmailIT {

    private static final String EMAIL = "/email";
    private static final String REDEEM = "/email-changes/redeem";
    private static final String ROUTE = "/settings?tab=mail";
    private static final String NOTICE = "The e-mail address of your account is to be changed";

    private TestEnvironment environment;
    private RedeemRealm realm;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        realm = RedeemRealm.create(shared, "account-email", copy -> {});
    }

    private static String elsewhere(Account account) {
        return "new-" + account.email();
    }

    private String address(Account account) throws Exception {
        return realm.user(account).path("email").asString();
    }

    private static String handle(Answer asked) {
        assertThat(asked.status()).as(asked.response().body()).isEqualTo(202);
        assertThat(asked.body().path("next").path("type").asString()).isEqualTo("await_mail");
        assertThat(asked.body().path("next").path("expires_in").asInt()).isEqualTo(600);
        return asked.body().path("next").path("handle").asString();
    }

    private List<String> subjects(String address) {
        return realm.mails(address).stream().map(InboxMessage::subject).toList();
    }

    /** A code that is certainly not the one of the mail. */
    private String wrong(Account account) {
        return new Mailbox(environment, elsewhere(account)).code().equals("00000000") ? "11111111" : "00000000";
    }

    @Test
    @DisplayName("the mail goes to the new one, a notice to the old; the link moves it, once (C-51)")
    void byLink() throws Exception {
        Account account = realm.admin().createAccount("by-link");
        OwnAccount me = OwnAccount.signIn(realm, account);

        handle(me.post(EMAIL, "email", " NEW-" + account.email() + " ", "state", ROUTE));

        assertThat(me.get("").body().path("pending_email").asString()).isEqualTo(elsewhere(account));
        assertThat(address(account)).isEqualTo(account.email());
        InboxMessage notice = realm.awaitMails(account.email(), 1).get(0);
        assertThat(notice.subject()).isEqualTo(NOTICE);
        assertThat(notice.text() + notice.html()).doesNotContain(elsewhere(account));
        realm.awaitMails(elsewhere(account), 1);
        MailedLink.Landing landing = realm.mailedLink(elsewhere(account)).open();
        assertThat(landing.page()).isEqualTo(environment.webUrl() + "/account/email");
        assertThat(landing.context()).containsEntry("state", ROUTE);

        Answer done = realm.api().post(REDEEM, "token", landing.token());

        assertThat(done.status()).as(done.response().body()).isEqualTo(200);
        assertThat(done.body().path("next").path("state").asString()).isEqualTo(ROUTE);
        JsonNode moved = me.get("").body();
        assertThat(moved.path("email").asString()).isEqualTo(elsewhere(account));
        assertThat(moved.path("email_verified").asBoolean()).isTrue();
        assertThat(moved.has("pending_email")).isFalse();
        assertThat(realm.api().post(REDEEM, "token", landing.token()).code()).isEqualTo("invalid_link");
        realm.awaitMails(account.email(), 2);
        assertThat(subjects(account.email()))
                .containsExactlyInAnyOrder(NOTICE, "The e-mail address of your account was changed");
        assertThat(realm.events(account, "SEND_VERIFY_EMAIL")
                        .get(0)
                        .path("details")
                        .path("email")
                        .asString())
                .isEqualTo(elsewhere(account));
        assertThat(realm.events(account, "UPDATE_EMAIL")).hasSize(1);
    }

    @Test
    @DisplayName("the code moves it as well, after wrong ones too; link and code are one (C-24)")
    void byCode() throws Exception {
        Account account = realm.admin().createAccount("by-code");
        String handle = handle(OwnAccount.signIn(realm, account).post(EMAIL, "email", elsewhere(account)));
        realm.awaitMails(elsewhere(account), 1);
        Answer refused = realm.api().post(REDEEM, "handle", handle, "code", wrong(account));
        assertThat(refused.status() + " " + refused.code()).isEqualTo("400 invalid_code");
        String code = new Mailbox(environment, elsewhere(account)).code();
        assertThat(realm.api()
                        .post("/confirmations/redeem", "handle", handle, "code", code)
                        .code())
                .as("for another purpose")
                .isEqualTo("invalid_code");
        assertThat(realm.api().post(REDEEM, "handle", handle, "code", code).status())
                .isEqualTo(200);
        assertThat(address(account)).isEqualTo(elsewhere(account));
        String token = realm.mailedLink(elsewhere(account)).token();
        assertThat(realm.api().post(REDEEM, "token", token).code()).isEqualTo("invalid_link");
    }

    @Test
    @DisplayName("an address that somebody has looks like any other; only its mailbox tells (no enumeration)")
    void takenAddress() throws Exception {
        Account owner = realm.admin().createAccount("owner");
        Account asking = realm.admin().createAccount("asking");
        OwnAccount me = OwnAccount.signIn(realm, asking);
        Answer free = me.post(EMAIL, "email", elsewhere(asking));
        Answer taken = me.post(EMAIL, "email", owner.email());
        assertThat(taken.status()).isEqualTo(free.status());
        assertThat(taken.response().headers().map().keySet())
                .isEqualTo(free.response().headers().map().keySet());
        assertThat(taken.body().path("next").propertyNames())
                .isEqualTo(free.body().path("next").propertyNames());
        assertThat(handle(taken)).hasSameSizeAs(handle(free));
        assertThat(me.get("").body().path("pending_email").asString()).isEqualTo(owner.email());
        InboxMessage note = realm.awaitMails(owner.email(), 1).get(0);
        assertThat(note.subject()).isEqualTo("You already have an account with this address");
        assertThat(note.text()).doesNotContain(asking.username()).doesNotContain("/link?");
        assertThat(realm.api()
                        .post(REDEEM, "handle", handle(taken), "code", "12345678")
                        .code())
                .isEqualTo("invalid_code");
        await().until(() -> !realm.events(asking, "SEND_VERIFY_EMAIL_ERROR").isEmpty());
        assertThat(realm.events(asking, "SEND_VERIFY_EMAIL_ERROR")
                        .get(0)
                        .path("error")
                        .asString())
                .isEqualTo("email_in_use");
    }

    @Test
    @DisplayName("somebody who was faster gets it: 409, and nothing changes (C-51)")
    void takenMeanwhile() throws Exception {
        Account account = realm.admin().createAccount("late");
        String handle = handle(OwnAccount.signIn(realm, account).post(EMAIL, "email", elsewhere(account)));
        realm.awaitMails(elsewhere(account), 1);
        String code = new Mailbox(environment, elsewhere(account)).code();
        realm.admin().createAccount("faster-" + account.username(), elsewhere(account), Map.of());
        Answer refused = realm.api().post(REDEEM, "handle", handle, "code", code);
        assertThat(refused.status() + " " + refused.code()).isEqualTo("409 email_taken");
        assertThat(address(account)).isEqualTo(account.email());
    }

    @Test
    @DisplayName("a later wish replaces an earlier one, and a new password ends both (C-26)")
    void laterWish() throws Exception {
        Account account = realm.admin().createAccount("wishes");
        OwnAccount me = OwnAccount.signIn(realm, account);
        handle(me.post(EMAIL, "email", elsewhere(account)));
        realm.awaitMails(elsewhere(account), 1);
        String first = realm.mailedLink(elsewhere(account)).token();
        handle(me.post(EMAIL, "email", "second-" + account.email()));
        realm.awaitMails("second-" + account.email(), 1);
        assertThat(realm.api().post(REDEEM, "token", first).code()).isEqualTo("invalid_link");
        String second = realm.mailedLink("second-" + account.email()).token();
        me.post("/password", "current", account.password(), "new", RedeemRealm.newPassword());
        assertThat(me.get("").body().has("pending_email")).isFalse();
        assertThat(realm.api().post(REDEEM, "token", second).code()).isEqualTo("invalid_link");
        assertThat(address(account)).isEqualTo(account.email());
    }

    @Test
    @DisplayName("a mailbox gets one mail a minute, whoever asks; the answer stays the same (C-23)")
    void mailbox() throws Exception {
        Account account = realm.admin().createAccount("often");
        OwnAccount me = OwnAccount.signIn(realm, account);
        for (int i = 0; i < 3; i++) {
            handle(me.post(EMAIL, "email", elsewhere(account)));
        }
        await().until(() -> realm.events(account, "SEND_VERIFY_EMAIL_ERROR").size() == 2);
        await().during(Duration.ofSeconds(2))
                .until(() -> realm.mails(elsewhere(account)).size() == 1);
        assertThat(realm.mails(account.email())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', /email required",
        "'{\"email\": \"\"}', /email required",
        "'{\"email\": \"nobody\"}', /email invalid",
        "'{\"email\": \"a@b@example.org\"}', /email invalid",
        "'{\"email\": \"x@example.org\", \"email_verified\": true}', /email_verified wrong",
        "'{\"email\": [\"x@example.org\"]}', /email wrong_type"
    })
    @DisplayName("text that is no address is refused at once, and so are members that are none of this request")
    void members(String body, String expected) throws Exception {
        Account account = realm.admin().createAccount("members");
        Answer refused = OwnAccount.signIn(realm, account).send("POST", EMAIL, body);
        assertThat(refused.status() + " " + refused.code()).isEqualTo("400 validation_failed");
        JsonNode error = refused.body().path("errors").get(0);
        String[] parts = expected.split(" ", -1);
        assertThat(error.path("pointer").asString()).isEqualTo(parts[0]);
        assertThat(error.path("code").asString()).isEqualTo(parts[0].equals("/email") ? parts[1] : "unknown_member");
        assertThat(realm.user(account).path("attributes").has("kc.email.pending"))
                .isFalse();
    }

    @Test
    @DisplayName("the address that the account has is no change, in whatever form")
    void unchanged() throws Exception {
        Account account = realm.admin().createAccount("same");
        Answer refused = OwnAccount.signIn(realm, account)
                .post(EMAIL, "email", account.email().replace("example", "EXAMPLE"));
        assertThat(refused.body().path("errors").get(0).path("code").asString()).isEqualTo("unchanged");
    }

    @Test
    @DisplayName("a realm that does not let people change it refuses; one that does not verify addresses still asks")
    void realmSwitches() throws Exception {
        RedeemRealm fixed = RedeemRealm.create(
                environment,
                "account-email-fixed",
                copy -> copy.put("registrationEmailAsUsername", true).put("editUsernameAllowed", false));
        Account account = fixed.admin().createAccount("fixed@example.org", "fixed@example.org", Map.of());
        OwnAccount me = OwnAccount.signIn(fixed, account);
        assertThat(me.get("").body().path("may").path("change_email").asBoolean())
                .isFalse();
        Answer refused = me.post(EMAIL, "email", "other@example.org");
        assertThat(refused.status() + " " + refused.code()).isEqualTo("403 email_change_disabled");

        RedeemRealm trusting =
                RedeemRealm.create(environment, "account-email-trusting", copy -> copy.put("verifyEmail", false));
        Account trusted = trusting.admin().createAccount("trusted");
        handle(OwnAccount.signIn(trusting, trusted).post(EMAIL, "email", elsewhere(trusted)));
        trusting.awaitMails(elsewhere(trusted), 1);
        assertThat(trusting.user(trusted).path("email").asString()).isEqualTo(trusted.email());
        assertThat(trusting.api()
                        .post(
                                REDEEM,
                                "token",
                                trusting.mailedLink(elsewhere(trusted)).token())
                        .status())
                .isEqualTo(200);
        assertThat(trusting.user(trusted).path("email").asString()).isEqualTo(elsewhere(trusted));
    }
}
