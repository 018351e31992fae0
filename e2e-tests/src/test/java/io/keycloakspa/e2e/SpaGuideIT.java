package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.browser.OtherSite;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.pages.Mailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** What the build of module {@code spa} has made of the code in docs/spa-guide.md. */
@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("The app of docs/spa-guide.md")
class SpaGuideIT {

    private static final Path GUIDE = Path.of(System.getProperty("project.root", ".."), "spa/target/guide");
    private static final String FIRST = "a-first-pass-phrase";
    private static final String SECOND = "a-second-pass-phrase";
    private static final String THIRD = "a-third-pass-phrase";

    @ParameterizedTest
    @CsvSource({"plain, main.js, ''", "angular/browser, main.js, forgot"})
    @DisplayName("C-10, C-20, C-41, C-50: registers, confirms, signs in, changes the password and resets it")
    void wholeLife(String folder, String script, String forgot, TestEnvironment environment, Browser browser)
            throws Exception {
        String realm = "guide-" + UUID.randomUUID().toString().substring(0, 8);
        String issuer = environment.keycloakUrl() + "/realms/" + realm;
        try (OtherSite site = OtherSite.serve(
                Map.of("/", text(folder, "index.html", issuer), "/" + script, text(folder, script, issuer)))) {
            BlogRealmCopy.create(environment, realm, copy -> move(copy, site.sameSite()));
            String name = "guide-" + UUID.randomUUID().toString().substring(0, 8);
            String email = name + "@example.org";
            var mailbox = new Mailbox(environment, email);
            Page page = browser.page();

            page.navigate(site.sameSite());
            Locator register = form(page, "Register");
            fill(register, "username", name);
            fill(register, "email", email);
            fill(register, "firstName", "Test");
            fill(register, "lastName", "Person");
            submit(register);
            register.getByText("Look into your mailbox.").waitFor();

            String confirmation = mailbox.link();
            page.navigate(confirmation);
            Locator confirm = form(page, "Confirm");
            assertThat(page.url()).isEqualTo(site.sameSite() + "/account/confirm");
            fill(confirm, "password", "short");
            submit(confirm);
            confirm.getByText("minimum length").waitFor();
            fill(confirm, "password", FIRST);
            submit(confirm);

            signIn(page, name, FIRST);
            Locator change = form(page, "Change the password");
            fill(change, "current", FIRST);
            fill(change, "new", SECOND);
            submit(change);
            change.getByText("Done.").waitFor();

            page.navigate(site.sameSite() + "/" + forgot);
            Locator ask = form(page, forgot.isEmpty() ? "Forgot your password?" : "Mail me a link");
            fill(ask, "identity", name);
            submit(ask);
            ask.getByText("Look into your mailbox.").waitFor();
            page.navigate(await("the mail for the reset")
                    .atMost(Duration.ofSeconds(30))
                    .until(mailbox::link, link -> !link.equals(confirmation)));
            Locator reset = form(page, "Set the password");
            fill(reset, "password", THIRD);
            submit(reset);
            signIn(page, name, THIRD);
            form(page, "Change the password").waitFor();
            browser.screenshot(folder.replace('/', '-'));
        }
    }

    @Test
    @DisplayName("says in words what was wrong")
    void refusals(TestEnvironment environment, Browser browser) throws Exception {
        String realm = "guide-" + UUID.randomUUID().toString().substring(0, 8);
        String issuer = environment.keycloakUrl() + "/realms/" + realm;
        try (OtherSite site = OtherSite.serve(
                Map.of("/", text("plain", "index.html", issuer), "/main.js", text("plain", "main.js", issuer)))) {
            BlogRealmCopy.create(environment, realm, copy -> move(copy, site.sameSite()));
            Page page = browser.page();
            page.navigate(site.sameSite());
            Locator register = form(page, "Register");
            fill(register, "username", "a@b");
            fill(register, "email", "nobody");
            submit(register);
            register.getByText("Please check them").waitFor();
        }
    }

    /** Makes the blog's client the guide's app. */
    private static void move(ObjectNode realm, String origin) {
        ObjectNode client = BlogRealmCopy.client(realm, "blog-spa");
        client.put("rootUrl", origin).put("baseUrl", origin + "/");
        client.putArray("webOrigins").add(origin);
        var redirects = client.putArray("redirectUris").add(origin + "/callback");
        Stream.of("confirm", "reset", "email", "action", "error")
                .forEach(view -> redirects.add(origin + "/account/" + view));
        BlogRealmCopy.settings(realm).put("registration.json", "true");
    }

    /** A file of the app with this test's realm in the place of the guide's. */
    private static String text(String folder, String file, String issuer) throws IOException {
        return Files.readString(GUIDE.resolve(folder).resolve(file))
                .replace("https://auth.example.org/realms/blog", issuer)
                .replace("my-app", "blog-spa");
    }

    private static Locator form(Page page, String button) {
        Locator form = page.locator("form", new Page.LocatorOptions().setHasText(button));
        form.waitFor();
        return form;
    }

    private static void fill(Locator form, String field, String text) {
        form.locator("[name=" + field + "]").fill(text);
    }

    private static void submit(Locator form) {
        form.locator("button").click();
    }

    private static void signIn(Page page, String name, String password) {
        page.locator("#kc-login").waitFor();
        page.locator("#username").fill(name);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
        page.waitForURL("**/account");
    }
}
