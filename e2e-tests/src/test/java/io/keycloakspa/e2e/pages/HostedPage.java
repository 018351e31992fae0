package io.keycloakspa.e2e.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.Looks;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Any of Keycloak's pages, with what a person sees of it and what it asked other servers for. */
public final class HostedPage {

    // A field is framed by its surroundings.
    private static final String FOCUS_SHOWS = """
            () => {
                for (let e = document.activeElement; e; e = e.parentElement) {
                    const style = getComputedStyle(e);
                    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) {
                        return true;
                    }
                }
                return false;
            }""";

    private final Browser browser;
    private final Page page;
    private final List<String> asked = new ArrayList<>();

    private HostedPage(Browser browser) {
        this.browser = browser;
        this.page = browser.page();
        page.onRequest(request -> asked.add(request.url()));
    }

    /** Opens any address in this browser. */
    public static HostedPage open(Browser browser, URI address) {
        var hosted = new HostedPage(browser);
        hosted.page.navigate(address.toString());
        return hosted;
    }

    /** Signs in on a page with both fields. */
    public HostedPage signIn(String identifier, String password) {
        page.locator("#username").fill(identifier);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
        return this;
    }

    public HostedPage click(String selector) {
        page.locator(selector).first().click();
        return this;
    }

    /** Waits for a part of the page that only the wanted page has. */
    public HostedPage shows(String selector) {
        page.locator(selector).first().waitFor();
        return this;
    }

    public Locator part(String selector) {
        return page.locator(selector);
    }

    /** The label of the field that takes the identifier. */
    public String label() {
        return page.locator("label[for=username], label[for=kc-attempted-username]")
                .innerText()
                .strip();
    }

    /** A property of a style, as the browser computes it in a light or a dark surrounding. */
    public String style(ColorScheme scheme, String selector, String pseudo, String property) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        // The page follows the device by a script.
        page.waitForFunction(
                "dark => document.documentElement.classList.contains('pf-v5-theme-dark') === dark",
                scheme == ColorScheme.DARK);
        return (String) page.locator(selector)
                .first()
                .evaluate(
                        "(part, [pseudo, property]) => getComputedStyle(part, pseudo).getPropertyValue(property)",
                        List.of(pseudo, property));
    }

    /**
     * Looks at it on a phone and wide, light and dark; it is readable, quiet, and asks this server only.
     *
     * @param known complaints of Keycloak's own pages
     */
    public HostedPage looksRight(String name, URI server, String... known) {
        Looks.at(browser, name);
        assertThat(browser.complaints())
                .as("console at %s", name)
                .allMatch(complaint -> Stream.of(known).anyMatch(complaint::contains));
        assertThat(asked)
                .as("requests at %s", name)
                .isNotEmpty()
                .allMatch(address -> address.startsWith(server + "/") || address.startsWith("data:"));
        return this;
    }

    /** Goes from part to part by the keyboard; each shows that it is the one. */
    public void showsFocus(int parts) {
        for (int part = 1; part <= parts; part++) {
            page.keyboard().press("Tab");
            assertThat(page.evaluate(FOCUS_SHOWS)).as("part %d", part).isEqualTo(true);
        }
    }
}
