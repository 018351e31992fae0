package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;

/** The screen where an article is written. */
public final class EditorPage {

    private final Page page;

    private EditorPage(Page page) {
        this.page = page;
        title().waitFor();
    }

    /** Opens it by its address, as a reload would. */
    public static EditorPage open(Page page, URI web, String route) {
        page.navigate(web + route);
        return new EditorPage(page);
    }

    /** It is there already. */
    public static EditorPage opened(Page page) {
        return new EditorPage(page);
    }

    public EditorPage type(String title, String content) {
        title().fill(title);
        content().fill(content);
        return this;
    }

    /** Waits until the text is kept on the device. */
    public EditorPage typeAndKeep(String title, String content) {
        type(title, content);
        page.getByTestId("draft-kept").waitFor();
        return this;
    }

    public void save() {
        page.getByTestId("article-save").click();
    }

    public Locator title() {
        return page.getByTestId("article-title-input");
    }

    public Locator content() {
        return page.getByTestId("article-content-input");
    }

    /** Says that unsaved text is back. */
    public Locator restored() {
        return page.getByTestId("draft-restored");
    }

    public void discard() {
        page.getByTestId("draft-discard").click();
    }

    public Locator preview() {
        page.getByTestId("mode-preview").click();
        return page.getByTestId("preview");
    }

    public Locator signInAgain() {
        return page.getByTestId("sign-in-required").getByTestId("sign-in");
    }
}
