package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;

/** Where the SPA offers a mail to people who cannot sign in, and takes the code from it. */
public final class ForgotPage {

    private final Page page;

    private ForgotPage(Page page, String first) {
        this.page = page;
        page.getByTestId(first).waitFor();
    }

    ForgotPage(Page page) {
        this(page, "identity");
    }

    /** The mail is on its way already. */
    static ForgotPage opened(Page page) {
        return new ForgotPage(page, "mail-code");
    }

    /** Where the mail that confirms an address is asked for again. */
    public static ForgotPage openResend(Page page, URI app) {
        page.navigate(app + "/account/resend");
        return new ForgotPage(page);
    }

    /** Asks for a mail and waits for the screen that takes its code. */
    public ForgotPage askFor(String identity) {
        page.getByTestId("identity").fill(identity);
        page.getByTestId("ask-for-mail").click();
        page.getByTestId("mail-code").waitFor();
        return this;
    }

    /** Types the code of the mail and the new password, and sends them. */
    public ForgotPage answer(String code, String password) {
        page.getByTestId("mail-code").fill(code);
        page.getByTestId("new-password").fill(password);
        page.getByTestId("redeem").click();
        return this;
    }

    /** Types the code of the mail and the account's first password, where one screen asks for both; the sign-in page follows. */
    public LoginPage confirmAtOnce(String code, String firstPassword) {
        answer(code, firstPassword);
        return new LoginPage(page);
    }

    /** Types the code of the mail and, when asked for it, the account's first password; the sign-in page follows. */
    public LoginPage confirm(String code, String firstPassword) {
        page.getByTestId("mail-code").fill(code);
        page.getByTestId("redeem").click();
        page.getByTestId("new-password").fill(firstPassword);
        page.getByTestId("redeem").click();
        return new LoginPage(page);
    }

    public LoginPage signIn() {
        done().waitFor();
        page.getByTestId("sign-in").click();
        return new LoginPage(page);
    }

    public Locator done() {
        return page.getByTestId("link-done");
    }
}
