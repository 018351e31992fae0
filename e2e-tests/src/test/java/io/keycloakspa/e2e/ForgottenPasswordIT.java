package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.e2e.pages.LoginPage;
import io.keycloakspa.e2e.pages.ResetPage;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("A forgotten password")
class ForgottenPasswordIT {

    @Test
    @DisplayName(
            "C-47: asked for on the hosted page, the mailed link read in the inbox leads into the app, which is signed in at the end")
    void resetByMail(TestEnvironment environment, Browser browser) throws Exception {
        Account account = new RealmAdmin(environment, TestEnvironment.REALM).createAccount("forgetful");
        String chosen = "the-new-one-" + UUID.randomUUID();

        LoginPage login =
                BlogPage.open(browser.page(), environment.webUrl(), "/").askToSignIn();
        login.forgotPassword(account.username());
        browser.screenshot("mail-is-on-its-way");

        // A second tab of the same browser, as a person would read the mail.
        var mailbox = browser.context().newPage();
        mailbox.navigate(environment.inbox().baseUrl().toString());
        mailbox.locator("li", new com.microsoft.playwright.Page.LocatorOptions().setHasText(account.email()))
                .locator("a")
                .click();
        browser.screenshot(mailbox, "mail");
        var link = mailbox.frameLocator("iframe").locator("a").first();
        assertThat(link).isVisible();
        var reset = browser.context().waitForPage(link::click);

        ResetPage page = ResetPage.opened(reset);
        browser.screenshot(reset, "new-password");
        page.choose(chosen).signIn().signIn(account.username(), chosen);
        assertThat(reset.getByTestId("user-name")).containsText("Test Person");
        browser.screenshot(reset, "signed-in");
    }

    @Test
    @DisplayName("mails are found by scripts as well")
    void inboxApi(TestEnvironment environment, Browser browser) throws Exception {
        Account account = new RealmAdmin(environment, TestEnvironment.REALM).createAccount("scripted");
        BlogPage.open(browser.page(), environment.webUrl(), "/").askToSignIn().forgotPassword(account.email());
        var inbox = new JsonHttp(environment.inbox().baseUrl());
        var mails = inbox.get("/api/messages?to=" + account.email());
        assertThat(mails.status()).isEqualTo(200);
        assertThat(mails.body()).hasSize(1);
        var mail = mails.body().get(0);
        assertThat(mail.path("to").get(0).asString()).isEqualTo(account.email());
        assertThat(mail.path("text").asString())
                .contains(environment.keycloakUrl().toString());
        assertThat(mail.path("html").asString()).contains("href");
        assertThat(mail.path("receivedAt").asString()).endsWith("Z");
        assertThat(inbox.get("/api/messages?to=nobody@example.org").body()).isEmpty();
    }

    @Test
    @DisplayName("mails cannot be read under another host's name")
    void dnsRebinding(TestEnvironment environment) throws Exception {
        var inbox = java.net.URI.create(environment.inbox().baseUrl().toString().replace("localhost", "127.0.0.1"));
        assertThat(new JsonHttp(inbox).get("/api/messages").status()).isEqualTo(421);
    }
}
