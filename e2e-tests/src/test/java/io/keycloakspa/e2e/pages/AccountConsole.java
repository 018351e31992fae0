package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import java.net.URI;

/** Keycloak's account console, at the page of personal data. */
public final class AccountConsole {

    private final Page page;

    private AccountConsole(Page page) {
        this.page = page;
        page.getByTestId("save").waitFor();
    }

    /** Opens it and logs in on the hosted page, to which it leads. */
    public static AccountConsole open(Page page, URI address, Account account) {
        page.navigate(address.toString());
        new LoginPage(page).signIn(account.username(), account.password());
        return new AccountConsole(page);
    }

    /** Changes one field and saves. */
    public void change(String attribute, String value) {
        page.getByTestId(attribute).fill(value);
        page.getByTestId("save").click();
    }

    /** What is said at a field. */
    public Locator messageAt(String attribute) {
        return page.getByTestId(attribute + "-helper");
    }

    public Locator saved() {
        return page.getByText("Your account has been updated.");
    }
}
