package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Page;

/** Where the mailed link to a new password lands in the SPA. */
public final class ResetPage {

    private final Page page;

    private ResetPage(Page page) {
        this.page = page;
        page.getByTestId("new-password").waitFor();
    }

    /** Opens the link of a mail. */
    public static ResetPage open(Page page, String link) {
        page.navigate(link);
        return new ResetPage(page);
    }

    /** A link that was opened already, by a click in a mail. */
    public static ResetPage opened(Page page) {
        return new ResetPage(page);
    }

    public ResetPage choose(String password) {
        page.getByTestId("new-password").fill(password);
        page.getByTestId("redeem").click();
        return this;
    }

    public LoginPage signIn() {
        page.getByTestId("link-done").waitFor();
        page.getByTestId("sign-in").click();
        return new LoginPage(page);
    }
}
