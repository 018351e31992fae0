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
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.e2e.pages.ConfirmPage;
import io.keycloakspa.e2e.pages.EditorPage;
import io.keycloakspa.e2e.pages.ForgotPage;
import io.keycloakspa.e2e.pages.LinkTroublePage;
import io.keycloakspa.e2e.pages.LoginPage;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.pages.ResetPage;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("Mailed links lead people through the app")
class MailedLinkJourneysIT {

    private static final String ROUTE = "/articles/mine";

    @Test
    @DisplayName("C-41, C-07: a forgotten password is replaced over the link, and the person is back where they were")
    void resetByLink(TestEnvironment environment, Browser laptop, Browser phone) throws Exception {
        Account account = account(environment);
        String chosen = newPassword();
        BlogPage.open(laptop.page(), environment.webUrl(), ROUTE)
                .forgotPassword()
                .askFor(account.email());
        laptop.screenshot("mail-on-its-way");

        // Read on another device, where nothing is known of the request.
        Page page = phone.page();
        ResetPage reset = ResetPage.open(page, new Mailbox(environment, account.email()).link());
        assertThat(page.url()).isEqualTo(environment.webUrl() + "/account/reset");
        phone.screenshot("new-password");
        reset.choose(chosen);
        var login = reset.signIn();
        login.signIn(account.username(), chosen);
        assertIsSignedInAt(page, environment.webUrl() + ROUTE);
        phone.screenshot("signed-in-where-it-began");
        assertThat(phone.complaints()).isEmpty();
        assertThat(laptop.complaints()).isEmpty();
    }

    @Test
    @DisplayName("C-42: a forgotten password is replaced by the code, on the page that asked for it")
    void resetByCode(TestEnvironment environment, Browser browser) throws Exception {
        Account account = account(environment);
        String chosen = newPassword();
        Page page = browser.page();
        ForgotPage forgot = BlogPage.open(page, environment.webUrl(), ROUTE)
                .forgotPassword()
                .askFor(account.username());
        forgot.answer(new Mailbox(environment, account.email()).code(), chosen);
        assertThat(forgot.done()).isVisible();
        browser.screenshot("changed");
        forgot.signIn().signIn(account.username(), chosen);
        assertIsSignedInAt(page, environment.webUrl() + ROUTE);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("C-21: who registered confirms in another browser, chooses the first password there and signs in")
    void confirmElsewhere(TestEnvironment environment, Browser laptop, Browser phone) {
        String username = "newcomer-" + UUID.randomUUID().toString().substring(0, 8);
        String email = username + "@example.org";
        String chosen = newPassword();
        BlogPage.open(laptop.page(), environment.webUrl(), ROUTE).askToSignIn().register(username, email);
        laptop.screenshot("look-into-your-mailbox");

        Page page = phone.page();
        ConfirmPage confirm = ConfirmPage.open(page, new Mailbox(environment, email).link());
        assertThat(page.url()).isEqualTo(environment.webUrl() + "/account/confirm");
        assertThat(confirm.newPassword()).isVisible();
        assertThat(confirm.lead()).not().containsText(email);
        phone.screenshot("first-password");
        confirm.confirm(chosen).signIn(username, chosen);
        assertIsSignedInAt(page, environment.webUrl() + ROUTE);
        phone.screenshot("signed-in-where-it-began");
        assertThat(phone.complaints()).isEmpty();
    }

    @Test
    @DisplayName("C-41: who forgot the password while writing gets a new one by mail, and lands in the text again")
    void forgottenWhileWriting(TestEnvironment environment, Browser browser) throws Exception {
        Account account = account(environment);
        String chosen = newPassword();
        Page page = browser.page();
        BlogPage.open(page, environment.webUrl(), "/articles/new")
                .askToSignIn()
                .signIn(account.username(), account.password());
        EditorPage editor = EditorPage.opened(page).typeAndKeep("In the middle of it", "Not lost.");
        new RealmAdmin(environment, TestEnvironment.REALM).send("POST", "/users/" + account.id() + "/logout", "");
        editor.save();
        editor.signInAgain().click();
        LoginPage.opened(page).forgotPassword(account.email());

        Page tab = browser.context().newPage();
        ResetPage.open(tab, new Mailbox(environment, account.email()).link())
                .choose(chosen)
                .signIn()
                .signIn(account.username(), chosen);
        EditorPage again = EditorPage.opened(tab);
        assertThat(tab).hasURL(environment.webUrl() + "/articles/new");
        assertThat(again.restored()).isVisible();
        assertThat(again.content()).hasValue("Not lost.");
        again.save();
        assertThat(BlogPage.opened(tab).title()).hasText("In the middle of it");
    }

    @Test
    @DisplayName("C-41: a robot that renders the page spends nothing, and a second use finds the way to a new mail")
    void robotRendersFirst(TestEnvironment environment, Browser robot, Browser person) throws Exception {
        Account account = account(environment);
        BlogPage.open(person.page(), environment.webUrl(), "/").forgotPassword().askFor(account.email());
        String link = new Mailbox(environment, account.email()).link();
        ResetPage.open(robot.page(), link);

        ResetPage.open(person.page(), link).choose(newPassword()).signIn();
        LinkTroublePage trouble = LinkTroublePage.open(person.page(), link);
        assertThat(trouble.about("invalid_link")).isVisible();
        assertThat(trouble.askForReset()).isVisible();
        person.screenshot("used-before");
    }

    @Test
    @DisplayName("the secret of a link stays in no address, history or storage, and is gone after a reload")
    void secretLeftBehind(TestEnvironment environment, Browser browser) throws Exception {
        Account account = account(environment);
        Page page = browser.page();
        BlogPage.open(page, environment.webUrl(), "/").forgotPassword().askFor(account.email());
        ResetPage.open(page, new Mailbox(environment, account.email()).link());
        String kept = (String)
                page.evaluate(
                        "JSON.stringify([location.href, history.state, {...localStorage}, {...sessionStorage}, document.documentElement.outerHTML])");
        assertThat(kept).doesNotContain("token=").doesNotContain("eyJ");
        page.reload();
        assertThat(page.getByTestId("link-gone")).isVisible();
        browser.screenshot("after-a-reload");
        page.goBack();
        page.goForward();
        assertThat(page.getByTestId("link-gone")).isVisible();
        assertThat(page.url()).isEqualTo(environment.webUrl() + "/account/reset");
    }

    private static Account account(TestEnvironment environment) throws Exception {
        return new RealmAdmin(environment, TestEnvironment.REALM).createAccount("journey");
    }

    private static String newPassword() {
        return "the-new-one-" + UUID.randomUUID();
    }

    private static void assertIsSignedInAt(Page page, String address) {
        assertThat(page).hasURL(address);
        assertThat(page.getByTestId("user-name")).containsText("Test Person");
    }
}
