package io.keycloakspa.e2e.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A person at a browser of their own: nothing of any other test is stored in it. What the page complains about is kept
 * for the test to look at.
 */
public final class Browser implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final Path screenshots;
    private final List<String> complaints = new ArrayList<>();
    private int shots;

    Browser(BrowserContext context, Path screenshots) {
        this.context = context;
        this.screenshots = screenshots;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    public Page page() {
        return page;
    }

    public BrowserContext context() {
        return context;
    }

    /**
     * Does something at whose end Keycloak leads back to the app, and gives the address to which it does. The app leaves
     * that address at once, so it is noted on the way; a route would not see a redirect.
     */
    public String backAtTheApp(Runnable something) {
        List<String> callbacks = new ArrayList<>();
        Consumer<Frame> note = frame -> {
            if (frame.url().contains("/callback?")) {
                callbacks.add(frame.url());
            }
        };
        page.onFrameNavigated(note);
        something.run();
        page.waitForCondition(() -> !callbacks.isEmpty());
        page.offFrameNavigated(note);
        page.waitForLoadState();
        return callbacks.get(0);
    }

    /** Keeps what is on the screen as build output, numbered in the order of the journey. */
    public void screenshot(String step) {
        screenshot(page, step);
    }

    /** The same for another tab of this browser. */
    public void screenshot(Page tab, String step) {
        screenshot(tab, step, true);
    }

    /** Keeps what is in the window, where the whole page would be a long picture of little. */
    public void screenshotOfWindow(String step) {
        screenshot(page, step, false);
    }

    private void screenshot(Page tab, String step, boolean wholePage) {
        shots++;
        tab.screenshot(new Page.ScreenshotOptions()
                .setPath(screenshots.resolve("%02d-%s.png".formatted(shots, step)))
                .setFullPage(wholePage));
    }

    /** Errors that the browser's console showed, violations of the content security policy among them. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        context.close();
    }
}
