package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.pages.ConfirmPage;
import io.keycloakspa.e2e.pages.ForgotPage;
import io.keycloakspa.e2e.pages.Mailbox;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("Mails that an administrator sends, or that are asked for again,")
class MailsOfOthersIT {

    @Test
    @DisplayName("C-47: what an administrator asks for is done in the app, without naming a client")
    void administratorAsks(TestEnvironment environment, Browser browser) throws Exception {
        var admin = new RealmAdmin(environment, TestEnvironment.REALM);
        Account account = admin.createAccount("asked");
        String chosen = "the-new-one-" + UUID.randomUUID();
        var sent = admin.send(
                "PUT", "/users/" + account.id() + "/execute-actions-email", "[\"UPDATE_PASSWORD\", \"VERIFY_EMAIL\"]");
        assertThat(sent.status()).isEqualTo(204);

        Page page = browser.page();
        ConfirmPage asked = ConfirmPage.open(page, new Mailbox(environment, account.email()).link());
        assertThat(page).hasURL(environment.webUrl() + "/account/action");
        assertThat(page.locator(".actions-asked li")).hasCount(2);
        browser.screenshot("what-is-asked");
        asked.confirm(chosen).signIn(account.username(), chosen);
        assertThat(page.getByTestId("user-name")).containsText("Test Person");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("C-23, C-24: the confirmation is asked for again and given by its code, with the first password")
    void confirmationByCode(TestEnvironment environment, Browser browser) throws Exception {
        var admin = new RealmAdmin(environment, TestEnvironment.REALM);
        String username = "again-" + UUID.randomUUID().toString().substring(0, 8);
        String email = username + "@example.org";
        String chosen = "the-first-one-" + UUID.randomUUID();
        admin.send("POST", "/users", """
                {"username": "%s", "email": "%s", "firstName": "Test", "lastName": "Person",
                 "enabled": true, "emailVerified": false}""".formatted(username, email));

        Page page = browser.page();
        ForgotPage resend = ForgotPage.openResend(page, environment.webUrl()).askFor(username);
        browser.screenshot("code");
        resend.confirm(new Mailbox(environment, email).code(), chosen).signIn(email, chosen);
        assertThat(page.getByTestId("user-name")).containsText("Test Person");
        assertThat(admin.get("/users?exact=true&username=" + username)
                        .get(0)
                        .path("emailVerified")
                        .asBoolean())
                .isTrue();
    }
}
