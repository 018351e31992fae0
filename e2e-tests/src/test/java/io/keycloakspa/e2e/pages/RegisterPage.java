package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Where the SPA opens an account. */
public final class RegisterPage {

    private final Page page;

    RegisterPage(Page page) {
        this.page = page;
        page.getByTestId("create-account").waitFor();
    }

    public RegisterPage fill(String username, String email) {
        page.getByTestId("username").fill(username);
        page.getByTestId("email").fill(email);
        page.getByTestId("attribute-firstName").fill("Test");
        page.getByTestId("attribute-lastName").fill("Person");
        return this;
    }

    public RegisterPage send() {
        page.getByTestId("create-account").click();
        return this;
    }

    /** The fields that something is wrong with. */
    public Locator wrongFields() {
        return page.locator("input[aria-invalid=true]");
    }

    /** Where the code of the mail is typed, and the first password. */
    public ForgotPage onItsWay() {
        page.getByTestId("mail-code").waitFor();
        return ForgotPage.opened(page);
    }
}
