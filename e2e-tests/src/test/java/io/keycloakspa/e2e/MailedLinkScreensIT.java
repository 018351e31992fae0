package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.browser.Looks;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.e2e.pages.ForgotPage;
import io.keycloakspa.e2e.pages.LinkTroublePage;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.pages.ResetPage;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("The screens of mails and their links")
class MailedLinkScreensIT {

    @Test
    @DisplayName("ask for a mail, take its code, take a new password, and say that it is done")
    void reset(TestEnvironment environment, Browser browser) throws Exception {
        Page page = browser.page();
        Account account = new RealmAdmin(environment, TestEnvironment.REALM).createAccount("screens");
        ForgotPage forgot =
                BlogPage.open(page, environment.webUrl(), "/articles/mine").forgotPassword();
        page.getByTestId("ask-for-mail").click();
        assertThat(page.getByTestId("identity")).hasAttribute("aria-invalid", "true");
        Looks.at(browser, "forgot");
        forgot.askFor(account.email());
        Looks.at(browser, "mail-on-its-way");

        String link = new Mailbox(environment, account.email()).link();
        ResetPage.open(page, link);
        page.getByTestId("new-password").fill("short");
        assertThat(page.getByTestId("new-password")).hasAttribute("autocomplete", "new-password");
        assertThat(page.getByTestId("password-rules")).containsText("At least 15 characters");
        Looks.at(browser, "reset");
        page.reload();
        assertThat(page.getByTestId("link-gone")).isVisible();
        Looks.at(browser, "link-gone");
        ResetPage.open(page, link).choose("the-new-one-" + UUID.randomUUID());
        assertThat(page.getByTestId("link-done")).isVisible();
        Looks.at(browser, "reset-done");
        assertThat(LinkTroublePage.open(page, link).about("invalid_link")).isVisible();
        Looks.at(browser, "used-before");
    }

    @Test
    @DisplayName("ask for the confirmation mail again")
    void resend(TestEnvironment environment, Browser browser) {
        ForgotPage.openResend(browser.page(), environment.webUrl());
        Looks.at(browser, "resend");
    }

    @Test
    @DisplayName("say what an administrator asks for")
    void actions(TestEnvironment environment, Browser browser) throws Exception {
        String realm = "screens-of-actions";
        RealmAdmin admin = BlogRealmCopy.create(environment, realm, copy -> {});
        Account account = admin.createAccount("asked");
        admin.send(
                "PUT",
                "/users/" + account.id() + "/execute-actions-email?client_id=blog-spa",
                "[\"UPDATE_PASSWORD\",\"VERIFY_EMAIL\"]");
        Page page = browser.page();
        BlogPage.belongsTo(page, environment.keycloakUrl() + "/realms/" + realm);
        page.navigate(new Mailbox(environment, account.email()).link());
        assertThat(page.getByTestId("redeem")).isVisible();
        assertThat(page).hasURL(environment.webUrl() + "/account/action");
        Looks.at(browser, "action");
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "expired_link, error, reset",
        "invalid_link, error, unknown",
        "other_user_signed_in, error, confirm",
        "flow_failed, error, confirm",
        "already_confirmed, confirm, confirm"
    })
    @DisplayName("say why a link leads nowhere, and what to do now")
    void trouble(String code, String view, String purpose, TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        String told = code.equals("already_confirmed") ? "status=" + code : "error=" + code + "&purpose=" + purpose;
        page.navigate(environment.webUrl() + "/account/" + view + "#" + told);
        assertThat(page.locator("[data-testid=link-trouble][data-code=" + code + "]"))
                .isVisible();
        assertThat(page).hasURL(environment.webUrl() + "/account/" + view);
        Looks.at(browser, code);
    }
}
