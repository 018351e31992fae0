package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Where the SPA says why a mailed link leads nowhere, and what to do now. */
public final class LinkTroublePage {

    private final Page page;

    private LinkTroublePage(Page page) {
        this.page = page;
    }

    /** Opens the link of a mail. */
    public static LinkTroublePage open(Page page, String link) {
        page.navigate(link);
        return new LinkTroublePage(page);
    }

    /** The screen for one stable code. */
    public Locator about(String code) {
        return page.locator("[data-testid=link-trouble][data-code=" + code + "]");
    }

    public Locator askForReset() {
        return page.getByTestId("ask-for-reset");
    }
}
