package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Where the mailed link to confirm an address lands in the SPA. */
public final class ConfirmPage {

    private final Page page;

    private ConfirmPage(Page page) {
        this.page = page;
        page.getByTestId("redeem").waitFor();
    }

    /** Opens the link of a mail. */
    public static ConfirmPage open(Page page, String link) {
        page.navigate(link);
        return new ConfirmPage(page);
    }

    /** Whose address it is about, masked. */
    public Locator lead() {
        return page.getByTestId("link-lead");
    }

    public Locator newPassword() {
        return page.getByTestId("new-password");
    }

    /** Confirms with the first password of the account; the sign-in page follows by itself. */
    public LoginPage confirm(String password) {
        newPassword().fill(password);
        page.getByTestId("redeem").click();
        return new LoginPage(page);
    }
}
