package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.keycloakspa.launcher.DemoAccount;
import java.net.URI;

/** Keycloak's hosted sign-in page, the only place where a password that opens a session is typed. */
public final class LoginPage {

    private final Page page;

    LoginPage(Page page) {
        this.page = page;
        page.locator("#kc-login").waitFor();
    }

    /** Opens it as the app's link does. */
    public static LoginPage open(Page page, URI address) {
        page.navigate(address.toString());
        return new LoginPage(page);
    }

    /** Goes on to the login page of another site, by its button. */
    public LoginPage otherSite(String alias) {
        page.locator("#social-" + alias).click();
        page.waitForURL("**/realms/" + alias + "/**");
        return new LoginPage(page);
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

    /** Fills in the registration page and waits for the page that asks to look into the mailbox. */
    public void register(String username, String email) {
        page.locator("a[href*='registration']").click();
        page.locator("#kc-register-form #username").fill(username);
        page.locator("#kc-register-form #email").fill(email);
        page.locator("#kc-register-form #firstName").fill("Test");
        page.locator("#kc-register-form #lastName").fill("Person");
        page.locator("#kc-register-form [type=submit]").click();
        page.locator("#kc-register-form").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    /** Proves again who one is: Keycloak knows the name, only the password is asked for. */
    public BlogPage confirm(String password) {
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
        return new BlogPage(page);
    }

    /** The page has opened by itself. */
    public static LoginPage opened(Page page) {
        return new LoginPage(page);
    }

    public BlogPage signIn(String identifier, String password) {
        page.locator("#username").fill(identifier);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
        return new BlogPage(page);
    }
}
