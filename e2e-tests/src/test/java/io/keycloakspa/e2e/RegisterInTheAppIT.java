package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.browser.Looks;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.Relay;
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.e2e.pages.ConfirmPage;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.pages.RegisterPage;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("People register in the app")
class RegisterInTheAppIT {

    private String username = "";
    private String email = "";
    private String chosen = "";

    @BeforeEach
    void newcomer() {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        username = "newcomer-" + unique;
        email = username + "@example.org";
        chosen = "the-new-one-" + UUID.randomUUID();
    }

    @Test
    @DisplayName("C-10, C-21: on one device, and confirm on another, where they choose their password and sign in")
    void confirmElsewhere(TestEnvironment environment, Browser laptop, Browser phone) {
        RegisterPage register = register(environment, laptop.page());
        Looks.at(laptop, "register");
        register.fill("has@an-at", "nobody").send();
        assertThat(register.wrongFields()).not().hasCount(0);
        Looks.at(laptop, "register-refused");
        register.fill(username, email).send().onItsWay();
        Looks.at(laptop, "register-mail-on-its-way");

        Page page = phone.page();
        ConfirmPage confirm = ConfirmPage.open(page, new Mailbox(environment, email).link());
        assertThat(page).hasURL(environment.webUrl() + "/account/confirm");
        Looks.at(phone, "confirm-with-first-password");
        confirm.confirm(chosen).signIn(username, chosen);
        assertThat(page.getByTestId("user-name")).hasText("Test Person");
        assertThat(phone.complaints()).isEmpty();
    }

    @Test
    @DisplayName("C-24: by the code, on the screen where they registered")
    void confirmByCode(TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        var onItsWay = register(environment, page).fill(username, email).send().onItsWay();
        onItsWay.answer("00000000", chosen);
        assertThat(page.getByTestId("code-error")).isVisible();
        Looks.at(browser, "wrong-code");
        onItsWay.confirmAtOnce(new Mailbox(environment, email).code(), chosen).signIn(username, chosen);
        assertThat(page.getByTestId("user-name")).hasText("Test Person");
    }

    @Test
    @DisplayName("and are told how long to wait when there were too many of them")
    void rateLimited(TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        RegisterPage register = register(environment, page).fill(username, email);
        page.route(
                "**/spa/v1/registrations",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(429)
                        .setContentType("application/problem+json")
                        .setHeaders(Map.of(
                                "Access-Control-Allow-Origin",
                                environment.webUrl().toString(),
                                "Access-Control-Expose-Headers",
                                "Retry-After",
                                "Retry-After",
                                "40"))
                        .setBody("{\"code\":\"rate_limited\",\"status\":429,\"title\":\"Too many requests\"}")));
        register.send();
        assertThat(page.getByTestId("countdown")).isVisible();
        Looks.at(browser, "register-rate-limited");
    }

    @ParameterizedTest
    @CsvSource({"allowed, closed", "over_json, on-the-hosted-page"})
    @DisplayName("only where they may, and are told where else")
    void elsewhere(String switchedOff, String screen, TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        page.route("**/spa/v1/clients/blog-spa", route -> {
            var described = Relay.send(route.request());
            var headers = new HashMap<String, String>();
            for (String name : new String[] {"content-type", "access-control-allow-origin"}) {
                headers.put(name, described.headers().firstValue(name).orElse(""));
            }
            route.fulfill(new Route.FulfillOptions()
                    .setStatus(described.statusCode())
                    .setHeaders(headers)
                    .setBody(described.body().replaceAll("(\"" + switchedOff + "\": ?)true", "$1false")));
        });
        BlogPage.open(page, environment.webUrl(), "/account/register");
        assertThat(page.getByTestId("register").getByTestId("sign-in")).isVisible();
        assertThat(page.getByTestId("create-account")).hasCount(0);
        Looks.at(browser, screen);
    }

    @Test
    @DisplayName("in German too, on a phone too")
    void german(TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        register(environment, page);
        page.getByTestId("language-de").click();
        assertThat(page.getByTestId("create-account")).hasText("Konto anlegen");
        assertThat(page.getByLabel("Nachname")).isVisible();
        Looks.at(browser, "register-de");
    }

    private static RegisterPage register(TestEnvironment environment, Page page) {
        return BlogPage.open(page, environment.webUrl(), "/").register();
    }
}
