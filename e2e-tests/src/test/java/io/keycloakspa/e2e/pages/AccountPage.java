package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import java.net.URI;

/** The account area of the SPA, which has a sign-in of its own. */
public final class AccountPage {

    private final Page page;

    private AccountPage(Page page) {
        this.page = page;
    }

    /** Opens a screen of it by its address, and signs in for it. */
    public static AccountPage open(Page page, URI web, String screen, Account account) {
        page.navigate(web + "/account" + screen);
        page.getByTestId("account-gate").getByTestId("sign-in").click();
        LoginPage.opened(page).signIn(account.username(), account.password());
        return opened(page);
    }

    /** It is there already. */
    public static AccountPage opened(Page page) {
        page.getByTestId("account").locator("h1").first().waitFor();
        return new AccountPage(page);
    }

    /** Goes on to another screen, such as {@code sessions}. */
    public AccountPage to(String screen) {
        page.getByTestId("account-" + screen).click();
        page.waitForURL("**/account/" + screen);
        return this;
    }

    public AccountPage changePassword(String current, String chosen) {
        page.getByTestId("current-password").fill(current);
        page.getByTestId("new-password").fill(chosen);
        page.getByTestId("save-password").click();
        return this;
    }

    /** Types another address or user name, and sends it. */
    public AccountPage change(String value) {
        page.getByTestId("new-value").fill(value);
        page.getByTestId("save-value").click();
        return this;
    }

    public Locator saved() {
        return page.getByTestId("saved");
    }

    public Locator sessions() {
        return page.getByTestId("session");
    }
}
