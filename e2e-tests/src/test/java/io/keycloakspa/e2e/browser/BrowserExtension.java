package io.keycloakspa.e2e.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives a test a {@link Browser} for each parameter of that type; two parameters are two devices. No page that a test
 * shows may violate its content security policy, whatever else the test looks at.
 */
public final class BrowserExtension implements ParameterResolver, AfterTestExecutionCallback {

    private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

    // No sandbox, because tests run as root in CI; the rest keeps Chromium from calling home.
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    // Milliseconds that an assertion waits for what it wants to see; a busy machine takes longer than Playwright's
    // 5000.
    private static final int PATIENCE = 20_000;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running chromium = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("chromium", key -> Running.start(), Running.class);
        var browser = new Browser(
                chromium.browser()
                        .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                                .setViewportSize(1280, 800)
                                // A stack of containers makes a certificate of its own, which other tests check.
                                .setIgnoreHTTPSErrors(true)
                                .setLocale("en-US")),
                Path.of("target/screenshots").resolve(folder(context)));
        context.getStore(NAMESPACE).put(parameter.getIndex(), browser);
        return browser;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        for (int i = 0; i < context.getRequiredTestMethod().getParameterCount(); i++) {
            Browser browser = context.getStore(NAMESPACE).get(i, Browser.class);
            if (browser == null) {
                continue;
            }
            Optional<Throwable> red = context.getExecutionException();
            if (red.filter(TestAbortedException.class::isInstance).isPresent()) {
                continue;
            }
            if (red.isPresent()) {
                String test = context.getDisplayName().replaceAll("[^A-Za-z0-9]+", "-");
                browser.keepTheEnd(Path.of("target/screenshots/failed", folder(context), test + "-" + i + ".png"));
            } else {
                assertThat(browser.violations())
                        .as("violations of a content security policy")
                        .isEmpty();
            }
        }
    }

    private static String folder(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName() + "/"
                + context.getRequiredTestMethod().getName();
    }

    private record Running(Playwright playwright, com.microsoft.playwright.Browser browser) implements AutoCloseable {

        static Running start() {
            Path program = BrowserFinder.find();
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            return new Running(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(program)
                                    .setHeadless(true)
                                    .setArgs(ARGUMENTS)));
        }

        @Override
        public void close() {
            playwright.close();
        }
    }
}
