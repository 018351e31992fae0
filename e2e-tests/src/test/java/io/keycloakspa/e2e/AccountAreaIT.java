package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.browser.Looks;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.pages.AccountPage;
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.e2e.pages.LoginPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("The account area")
class AccountAreaIT {

    private Account account = new Account("", "", "", "");

    @BeforeEach
    void person(TestEnvironment environment) throws Exception {
        account = new RealmAdmin(environment, TestEnvironment.REALM).createAccount("owner");
    }

    @Test
    @DisplayName("has a sign-in of its own, whose tokens no article request carries, and is left and found again")
    void ownSignIn(TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        List<String> toArticles = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("/api/")) {
                toArticles.add(String.valueOf(request.headers().get("authorization")));
            }
        });
        BlogPage.open(page, environment.webUrl(), "/account");
        assertThat(page.getByTestId("account-gate")).isVisible();
        Looks.at(browser, "gate");
        AccountPage area = AccountPage.open(page, environment.webUrl(), "", account);
        assertThat(page.getByTestId("account-name")).hasText(account.username());
        assertThat(page.getByTestId("user-name")).isVisible();
        Looks.at(browser, "profile");
        area.to("address");
        Looks.at(browser, "address");
        BlogPage.opened(page).reload();
        assertThat(page).hasURL(environment.webUrl() + "/account/address");
        assertThat(page.getByTestId("account-gate")).hasCount(0);
        assertThat(toArticles).isEmpty();

        // From one area to the other without a prompt: each gets tokens of its own.
        BlogPage.open(page, environment.webUrl(), "/articles/mine");
        assertThat(page.getByTestId("article-list")).isVisible();
        page.getByTestId("to-account").click();
        assertThat(page.getByTestId("account-name")).hasText(account.username());
        assertThat(toArticles).isNotEmpty().allMatch(header -> header.startsWith("DPoP "));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("C-50: changes the password, from where password managers look for it")
    void password(TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        String chosen = "another-long-one-" + UUID.randomUUID();
        page.navigate(environment.webUrl() + "/.well-known/change-password");
        assertThat(page).hasURL(environment.webUrl() + "/account/password");
        page.getByTestId("account-gate").getByTestId("sign-in").click();
        LoginPage.opened(page).signIn(account.username(), account.password());
        AccountPage area = AccountPage.opened(page);

        area.changePassword("not-my-password-at-all", chosen);
        assertThat(page.getByTestId("current-password")).hasAttribute("aria-invalid", "true");
        Looks.at(browser, "wrong-password");
        page.getByTestId("new-password").fill("short");
        assertThat(page.getByTestId("password-rules")).containsText("At least 15 characters");
        page.getByTestId("show-password").click();
        assertThat(page.getByTestId("new-password")).hasAttribute("type", "text");
        assertThat(page.getByTestId("new-password")).hasAttribute("autocomplete", "new-password");
        Looks.at(browser, "password-rules");

        area.changePassword(account.password(), chosen);
        assertThat(area.saved()).isVisible();
        Looks.at(browser, "password-changed");
        BlogPage.opened(page).signOut();
        BlogPage.open(page, environment.webUrl(), "/articles/mine")
                .askToSignIn()
                .signIn(account.username(), chosen);
        assertThat(page.getByTestId("user-name")).isVisible();
    }

    @Test
    @DisplayName("C-53: shows where the person is signed in, and ends it there")
    void sessions(TestEnvironment environment, Browser laptop, Browser phone) {
        BlogPage.open(phone.page(), environment.webUrl(), "/articles")
                .askToSignIn()
                .signIn(account.username(), account.password());
        assertThat(phone.page().getByTestId("user-name")).isVisible();
        Page page = laptop.page();
        AccountPage area = AccountPage.open(page, environment.webUrl(), "/sessions", account);
        assertThat(area.sessions()).hasCount(2);
        assertThat(page.getByTestId("current-session")).hasCount(1);
        Looks.at(laptop, "sessions");
        page.getByTestId("end-session").click();
        assertThat(area.sessions()).hasCount(1);
        BlogPage.opened(phone.page()).reload();
        assertThat(phone.page().getByTestId("user-name")).hasCount(0);
    }

    @Test
    @DisplayName("C-54: asks for a newer sign-in where the server does, and goes on where it was")
    void tooOld(TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        AccountPage.open(page, environment.webUrl(), "/sessions", account);
        page.route("**/spa/v1/account/password", route -> {
            if (route.request().method().equals("POST")) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(401)
                        .setContentType("application/problem+json")
                        .setHeaders(Map.of(
                                "Access-Control-Allow-Origin",
                                environment.webUrl().toString(),
                                "Access-Control-Expose-Headers",
                                "WWW-Authenticate",
                                "WWW-Authenticate",
                                "Bearer error=\"insufficient_user_authentication\", max_age=1"))
                        .setBody("{\"code\":\"insufficient_user_authentication\",\"status\":401}"));
            } else {
                route.resume();
            }
        });
        AccountPage.opened(page).to("password").changePassword(account.password(), "a-quite-long-new-one-1234");
        assertThat(page.getByTestId("confirm-identity")).isVisible();
        Looks.at(browser, "confirm-identity");
        page.getByTestId("confirm-identity-button").click();
        LoginPage.opened(page).confirm(account.password());
        assertThat(page).hasURL(environment.webUrl() + "/account/password");
        assertThat(page.getByTestId("current-password")).isVisible();
    }

    @Test
    @DisplayName("leaves no token in any storage")
    void storageScan(TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        AccountPage.open(page, environment.webUrl(), "", account);
        String left = (String)
                page.evaluate(
                        "JSON.stringify([location.href, history.state, document.cookie, {...localStorage}, {...sessionStorage}])");
        assertThat(left).doesNotContain("eyJ").doesNotContain("code=");
        assertThat(page.evaluate("indexedDB.databases().then(all => all.length)"))
                .isEqualTo(0);
    }
}
