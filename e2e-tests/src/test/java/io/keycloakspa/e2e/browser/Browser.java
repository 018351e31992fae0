package io.keycloakspa.e2e.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

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

    // The words of Chromium for what a content security policy or required Trusted Types stopped, or would have.
    private static final Pattern VIOLATION =
            Pattern.compile("Content.Security.Policy|require-trusted-types|Trusted(HTML|Script|Types?)");

    Browser(BrowserContext context, Path screenshots) {
        this.context = context;
        this.screenshots = screenshots;
        this.page = context.newPage();
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
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

    /**
     * Those complaints that tell of a violation of a page's content security policy or of its Trusted Types. A browser
     * that is asked something first tells what it has to say, so nothing is missed that has happened until now.
     */
    List<String> violations() {
        context.cookies();
        return complaints.stream()
                .filter(complaint -> VIOLATION.matcher(complaint).find())
                .toList();
    }

    /** What was on the screen when a test failed, and what the page complained of. */
    void keepTheEnd(Path picture) {
        System.out.println("Browser: at " + page.url().replaceAll("[?#].*", "") + ", see " + picture);
        complaints.forEach(complaint -> System.out.println("Browser: " + complaint));
        try {
            page.screenshot(new Page.ScreenshotOptions().setPath(picture));
        } catch (PlaywrightException e) {
            System.out.println("Browser: no picture, " + e.getMessage());
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
