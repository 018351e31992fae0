package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.browser.Looks;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.pages.AccountPage;
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.e2e.pages.Mailbox;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** In a realm that lets people change their user name and delete their account. */
@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("People look after their account in the app")
class AccountJourneysIT {

    private static final String REALM = "account-journeys";

    private TestEnvironment environment;
    private RealmAdmin admin;
    private Account account = new Account("", "", "", "");

    @BeforeAll
    void realm(TestEnvironment shared) throws Exception {
        environment = shared;
        admin = BlogRealmCopy.create(shared, REALM, copy -> {
            copy.put("editUsernameAllowed", true);
            BlogRealmCopy.settings(copy).put("account.deletion", "true");
        });
    }

    @BeforeEach
    void person() throws Exception {
        account = admin.createAccount("keeper");
    }

    @Test
    @DisplayName("C-50: the profile is saved, and is there after a reload")
    void profile(Browser browser) {
        Page page = browser.page();
        open(browser, "");
        page.getByTestId("attribute-firstName").fill("");
        page.getByTestId("save-profile").click();
        assertThat(page.getByText("This has to be filled in.")).isVisible();
        Looks.at(browser, "profile-incomplete");
        page.getByTestId("attribute-firstName").fill("Ada");
        page.getByTestId("save-profile").click();
        assertThat(page.getByTestId("saved")).isVisible();
        page.reload();
        assertThat(page.getByTestId("attribute-firstName")).hasValue("Ada");
        assertThat(page.getByTestId("attribute-locale")).hasCount(0);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("C-51: a new address is the account's once its mailbox was read, on whatever device")
    void address(Browser laptop, Browser phone) {
        String changed = "new-" + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
        AccountPage area = open(laptop, "/address").change("no-address");
        assertThat(laptop.page().getByTestId("new-value")).hasAttribute("aria-invalid", "true");
        area.change(changed);
        assertThat(area.saved()).containsText("Look into the mailbox");
        Looks.at(laptop, "address-mail-sent");
        laptop.page().reload();
        assertThat(laptop.page().getByTestId("pending-email")).containsText(changed);
        Looks.at(laptop, "address-pending");

        Page page = phone.page();
        belongsHere(phone);
        page.navigate(new Mailbox(environment, changed).link());
        assertThat(page.getByTestId("redeem")).isVisible();
        assertThat(page).hasURL(environment.webUrl() + "/account/email");
        Looks.at(phone, "address-landing");
        page.getByTestId("redeem").click();
        assertThat(page.getByTestId("link-done")).isVisible();
        Looks.at(phone, "address-changed");

        Account renamed = new Account(account.id(), changed, changed, account.password());
        laptop.context().clearCookies();
        AccountPage.open(laptop.page(), environment.webUrl(), "", renamed);
        assertThat(laptop.page().getByTestId("account")).containsText(changed);
    }

    @Test
    @DisplayName("C-52: with a new user name one signs in by it")
    void username(Browser browser) {
        Page page = browser.page();
        String changed = "other-" + UUID.randomUUID().toString().substring(0, 8);
        AccountPage area = open(browser, "/username").change("has@an-at");
        assertThat(page.getByTestId("new-value")).hasAttribute("aria-invalid", "true");
        Looks.at(browser, "username-refused");
        area.change(changed);
        assertThat(area.saved()).isVisible();
        Looks.at(browser, "username-changed");
        BlogPage.opened(page).signOut();
        AccountPage.open(
                page,
                environment.webUrl(),
                "",
                new Account(account.id(), changed, account.email(), account.password()));
        assertThat(page.getByTestId("account-name")).hasText(changed);
    }

    @Test
    @DisplayName("C-55: an account is deleted only by who is sure, and is gone then")
    void deletion(Browser browser) throws Exception {
        Page page = browser.page();
        open(browser, "/delete");
        page.getByTestId("delete-account").click();
        assertThat(page.getByText("Tick the box if you are sure.")).isVisible();
        Looks.at(browser, "delete");
        page.getByTestId("language-de").click();
        assertThat(page.getByTestId("delete-account")).hasText("Mein Konto löschen");
        Looks.at(browser, "delete-de");
        page.getByTestId("sure").locator("input").check();
        page.getByTestId("delete-account").click();
        assertThat(page.getByTestId("welcome")).isVisible();
        assertThat(page.getByTestId("user-name")).hasCount(0);
        assertThat(admin.send("GET", "/users/" + account.id(), "").status()).isEqualTo(404);
        page.reload();
        assertThat(page.getByTestId("welcome")).isVisible();
    }

    @Test
    @DisplayName("Each screen is there again after a reload, and through back and forward")
    void reloadOnEachScreen(Browser browser) {
        Page page = browser.page();
        AccountPage area = open(browser, "");
        for (String screen : List.of("password", "address", "username", "sessions", "delete")) {
            area.to(screen);
            String heading = page.getByTestId("account").locator("h1").innerText();
            page.reload();
            assertThat(page).hasURL(environment.webUrl() + "/account/" + screen);
            assertThat(page.getByTestId("account").locator("h1")).hasText(heading);
        }
        page.goBack();
        assertThat(page).hasURL(environment.webUrl() + "/account/sessions");
        assertThat(page.getByTestId("session")).hasCount(1);
        page.goForward();
        assertThat(page).hasURL(environment.webUrl() + "/account/delete");
        assertThat(page.getByTestId("delete-account")).isVisible();
        assertThat(browser.complaints()).isEmpty();
    }

    private AccountPage open(Browser browser, String screen) {
        belongsHere(browser);
        return AccountPage.open(browser.page(), environment.webUrl(), screen, account);
    }

    private void belongsHere(Browser browser) {
        BlogPage.belongsTo(browser.page(), environment.keycloakUrl() + "/realms/" + REALM);
    }
}
