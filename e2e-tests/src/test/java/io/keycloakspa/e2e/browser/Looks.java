package io.keycloakspa.e2e.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Set;

/**
 * Looks at a screen as different people see it: wide and on a phone, light and dark. Keeps a picture of each, and looks
 * for what keeps people from using it.
 */
public final class Looks {

    private static final Set<String> SERIOUS = Set.of("serious", "critical");
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    // A skeleton's shimmer never ends.
    private static final String ANIMATIONS_ENDED = """
            () => Promise.all(document.getAnimations()
                .filter(animation => animation.effect?.getComputedTiming().endTime !== Infinity)
                .map(animation => animation.finished.catch(() => null)))""";

    private Looks() {}

    /** Fails on a serious finding of axe, or where a phone of 360 px has to be scrolled sideways. */
    public static void at(Browser browser, String screen) {
        at(browser, browser.page(), screen);
    }

    /** The same for another tab of this browser. */
    public static void at(Browser browser, Page page, String screen) {
        // Nothing is on its way in or out while colours are measured.
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            String light = scheme.name().toLowerCase(java.util.Locale.ROOT);
            page.setViewportSize(360, 740);
            // A picture of the whole page has its sticky parts where the window is.
            page.evaluate("scrollTo(0, 0)");
            browser.screenshot(page, screen + "-phone-" + light);
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as("width of %s on a phone", screen)
                    .isEqualTo(360);
            page.setViewportSize(1280, 800);
            browser.screenshot(page, screen + "-wide-" + light);
            assertThat(seriousFindings(page))
                    .as("findings of axe at %s, %s", screen, light)
                    .isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static List<String> seriousFindings(Page page) {
        // Half faded in, a text has too little contrast.
        page.evaluate(ANIMATIONS_ENDED);
        return new AxeBuilder(page)
                .setLegacyMode(true).withTags(RULES).analyze().getViolations().stream()
                        .filter(rule -> SERIOUS.contains(String.valueOf(rule.getImpact())))
                        .map(Looks::inWords)
                        .toList();
    }

    private static String inWords(Rule rule) {
        return rule.getId() + ": "
                + rule.getNodes().stream().map(CheckedNode::getHtml).toList();
    }
}
