package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;

/** The second app of the realm. */
public final class NewsletterPage {

    private final Page page;

    private NewsletterPage(Page page) {
        this.page = page;
    }

    /** Opens it by its address, as a reload would, and waits until it knows who is there. */
    public static NewsletterPage open(Page page, URI newsletter) {
        page.navigate(newsletter + "/");
        page.locator("[data-testid=signed-in]:visible, [data-testid=signed-out]:visible")
                .waitFor();
        return new NewsletterPage(page);
    }

    /** It is there already. */
    public static NewsletterPage opened(Page page) {
        return new NewsletterPage(page);
    }

    public LoginPage askToSignIn() {
        signIn().click();
        return new LoginPage(page);
    }

    public Locator signIn() {
        return page.getByTestId("sign-in");
    }

    public Locator userName() {
        return page.getByTestId("user-name");
    }

    /** Says that the sign-in was ended in another app. */
    public Locator endedElsewhere() {
        return page.getByTestId("ended-elsewhere");
    }

    public Locator failed() {
        return page.getByTestId("failed");
    }

    /** How often somebody wants the letter, such as {@code Once a week}. */
    public Locator often(String label) {
        return page.getByLabel(label);
    }

    public void signOut() {
        page.getByTestId("sign-out").click();
        signIn().waitFor();
    }
}
