package io.keycloakspa.e2e.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every browser test is held to is seen at all: its words are Chromium's, which change. */
@InBrowser
@DisplayName("A violation of a content security policy is seen")
class ViolationsIT {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            script-src 'none'                                   | <script>document.title = 'ran'</script>
            script-src 'nonce-abc'                              | <p onclick="document.title = 'ran'">a handler</p>
            style-src 'self'                                    | <p style="color: red">a style</p>
            img-src 'none'                                      | <img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
            connect-src 'none'                                  | <script>fetch('https://elsewhere.example.org/')</script>
            require-trusted-types-for 'script'                  | <script>document.body.innerHTML = '<b>text</b>'</script>
            trusted-types angular                               | <script>trustedTypes.createPolicy('own', {})</script>
            """)
    void seen(String policy, String content, Browser asker) {
        try (Browser browser = another(asker)) {
            show(browser, policy, content);
            assertThat(browser.violations()).isNotEmpty();
        }
    }

    @Test
    @DisplayName("and nothing else that a page complains of is taken for one")
    void others(Browser browser) {
        browser.page()
                .evaluate("() => { console.error('a word'); setTimeout(() => { throw new Error('another'); }); }");
        browser.page().waitForCondition(() -> browser.complaints().size() == 2);
        assertThat(browser.violations()).isEmpty();
    }

    /** One that is not looked at after the test. */
    private static Browser another(Browser asker) {
        return new Browser(asker.context().browser().newContext(), Path.of("target/screenshots/ViolationsIT"));
    }

    private static void show(Browser browser, String policy, String content) {
        String page = "<!doctype html><title>a page</title><meta http-equiv=\"Content-Security-Policy\" content=\""
                + policy + "\"><body>" + content;
        browser.page()
                .navigate("data:text/html,"
                        + URLEncoder.encode(page, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
