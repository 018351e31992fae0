package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Page;
import io.keycloakspa.launcher.DemoAccount;

/** Keycloak's hosted sign-in page, the only place where a password that opens a session is typed. */
public final class LoginPage {

    private final Page page;

    LoginPage(Page page) {
        this.page = page;
        page.locator("#kc-login").waitFor();
    }

    public BlogPage signIn(DemoAccount account) {
        return signIn(account.username(), account.password());
    }

    /** Asks for a mail and waits for the page that says it may come. */
    public void forgotPassword(String identifier) {
        page.locator("a[href*='reset-credentials']").click();
        page.locator("#kc-reset-password-form #username").fill(identifier);
        page.locator("#kc-reset-password-form [type=submit]").click();
        page.getByText("You should receive an email shortly").waitFor();
    }

    public BlogPage signIn(String identifier, String password) {
        page.locator("#username").fill(identifier);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
        return new BlogPage(page);
    }
}
