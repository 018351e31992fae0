package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.ConfirmLinkIT.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow.Tokens;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.RedeemRealm;
import io.keycloakspa.launcher.mail.InboxMessage;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** C-51: {@code POST /email-changes/redeem}, for changes begun on Keycloak's own page. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Changing an address by the mailed link")
class EmailChangeLinkIT {

    private static final String REDEEM = "/email-changes/redeem";
    private static final String ROUTE = "/articles/mine";
    private static final String NOTICE = "The e-mail address of your account was changed";

    private TestEnvironment environment;
    private RedeemRealm realm;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        realm = RedeemRealm.create(shared, "email-change", copy -> {});
        realm.letPeopleChangeTheirAddress();
    }

    /** Signs in, asks for the change on the hosted page, and waits for the mail. */
    private MailedLink ask(Account account, String newAddress, String... more) throws Exception {
        var fields = new HashMap<String, String>(Map.of("email", newAddress));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        realm.openChangeOfAddress(account, ROUTE).submit("#kc-update-email-form", fields);
        realm.awaitMails(newAddress, 1);
        return realm.mailedLink(newAddress);
    }

    private String address(Account account) throws Exception {
        return realm.user(account).path("email").asString();
    }

    private static String elsewhere(Account account) {
        return "new-" + account.email();
    }

    @Test
    @DisplayName("the link leads into the app, which moves the address; the new one is confirmed, the old one is told")
    void moves() throws Exception {
        Account account = realm.admin().createAccount("moves");
        MailedLink.Landing landing = ask(account, elsewhere(account)).open();
        assertThat(landing.page()).isEqualTo(environment.webUrl() + "/account/email");
        assertThat(landing.context()).containsEntry("state", ROUTE);
        assertThat(address(account)).isEqualTo(account.email());

        Answer done = realm.api().post(REDEEM, "token", landing.token());
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body().path("next").path("type").asString()).isEqualTo("done");
        assertThat(done.body().path("next").path("state").asString()).isEqualTo(ROUTE);
        assertThat(address(account)).isEqualTo(elsewhere(account));
        assertThat(realm.isConfirmed(account)).isTrue();

        InboxMessage notice = realm.awaitMails(account.email(), 1).get(0);
        assertThat(notice.subject()).isEqualTo(NOTICE);
        assertThat(notice.text() + notice.html()).doesNotContain(elsewhere(account));
        assertThat(realm.mails(elsewhere(account))).hasSize(1);

        JsonNode event = realm.events(account, "UPDATE_EMAIL").get(0).path("details");
        assertThat(event.path("previous_email").asString()).isEqualTo(account.email());
        assertThat(event.path("updated_email").asString()).isEqualTo(elsewhere(account));
        assertThat(realm.flow()
                        .open("openid")
                        .submit(elsewhere(account), account.password())
                        .outcome())
                .isEqualTo("signed in");
    }

    @Test
    @DisplayName("C-41: a robot that opens the link, by any method and any number of times, moves nothing")
    void robotOpensTheLink() throws Exception {
        Account account = realm.admin().createAccount("robot");
        MailedLink link = ask(account, elsewhere(account));
        for (int i = 0; i < 3; i++) {
            assertThat(link.open().status()).isEqualTo(303);
            assertThat(link.send("HEAD", "User-Agent", "LinkPreview/1.0").status())
                    .isEqualTo(303);
        }
        assertThat(address(account)).isEqualTo(account.email());
        assertThat(realm.api().post(REDEEM, "token", link.token()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a link works once")
    void usedLink() throws Exception {
        Account account = realm.admin().createAccount("used");
        String token = ask(account, elsewhere(account)).token();
        assertThat(realm.api().post(REDEEM, "token", token).status()).isEqualTo(200);
        assertRefused(realm.api().post(REDEEM, "token", token), "invalid_link");
        // An administrator takes it back, and the used link does not bring it again.
        realm.change(account, "{\"email\": \"%s\"}".formatted(account.email()));
        assertRefused(realm.api().post(REDEEM, "token", token), "invalid_link");
        assertThat(address(account)).isEqualTo(account.email());
    }

    @Test
    @DisplayName("a change that was withdrawn does not happen")
    void withdrawnChange() throws Exception {
        Account account = realm.admin().createAccount("withdrawn");
        String token = ask(account, elsewhere(account)).token();
        assertThat(realm.user(account)
                        .path("attributes")
                        .path("kc.email.pending")
                        .toString())
                .contains(elsewhere(account));
        realm.change(account, "{\"attributes\": {\"kc.email.pending\": [\"\"]}}");
        assertRefused(realm.api().post(REDEEM, "token", token), "invalid_link");
        assertThat(address(account)).isEqualTo(account.email());
    }

    @Test
    @DisplayName("C-51: an address that somebody else has by now is refused, as address and as user name")
    void addressTakenMeanwhile() throws Exception {
        Account account = realm.admin().createAccount("late");
        String token = ask(account, elsewhere(account)).token();
        for (String username : new String[] {"was-faster", elsewhere(account)}) {
            String email = username.equals("was-faster") ? elsewhere(account) : "someone@elsewhere.example.org";
            Account faster = realm.admin().importAccount(username, email, Map.of());
            Answer refused = realm.api().post(REDEEM, "token", token);
            assertThat(refused.status() + " " + refused.code()).isEqualTo("409 email_taken");
            assertThat(address(account)).isEqualTo(account.email());
            realm.admin().send("DELETE", "/users/" + faster.id(), "");
        }
        assertThat(realm.api().post(REDEEM, "token", token).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("C-26: a change begun by a thief dies with the password, and with the old address")
    void thiefsChange() throws Exception {
        Account changed = realm.admin().createAccount("new-password");
        String ofChanged = ask(changed, elsewhere(changed)).token();
        realm.setPassword(changed, RedeemRealm.newPassword());
        Account moved = realm.admin().createAccount("moved");
        String ofMoved = ask(moved, elsewhere(moved)).token();
        realm.change(moved, "{\"email\": \"third-%s\"}".formatted(moved.email()));
        for (String token : new String[] {ofChanged, ofMoved}) {
            assertRefused(realm.api().post(REDEEM, "token", token), "invalid_link");
        }
        assertThat(address(changed)).isEqualTo(changed.email());
        assertThat(address(moved)).isEqualTo("third-" + moved.email());
    }

    @Test
    @DisplayName("C-51: links to the old address are dead")
    void linkToTheOldAddress() throws Exception {
        Account account = realm.admin().createAccount("old-links");
        String reset = realm.askReset(account).token();
        String token = ask(account, elsewhere(account)).token();
        assertThat(realm.api().post(REDEEM, "token", token).status()).isEqualTo(200);
        assertRefused(
                realm.api().post(ResetLinkIT.REDEEM, "token", reset, "password", RedeemRealm.newPassword()),
                "invalid_link");
        assertThat(realm.signsIn(account, account.password())).isTrue();
    }

    @Test
    @DisplayName("other sessions end if the person wished so")
    void signOutElsewhere() throws Exception {
        Account account = realm.admin().createAccount("signs-out");
        Tokens elsewhere =
                realm.flow().redeem(realm.flow().open("openid").submit(account.username(), account.password()));
        String token = ask(account, elsewhere(account), "logout-sessions", "on").token();
        assertThat(realm.api().post(REDEEM, "token", token).status()).isEqualTo(200);
        assertThat(realm.flow().refresh(elsewhere.refreshToken()).status()).isEqualTo(400);
    }
}
