package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.browser.Looks;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.Relay;
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.e2e.pages.EditorPage;
import io.keycloakspa.e2e.pages.LoginPage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("Sign-in in the browser")
class SignInIT {

    private static final String TOKEN_ENDPOINT = "**/protocol/openid-connect/token";

    private Account account = new Account("", "", "", "");

    @BeforeEach
    void person(TestEnvironment environment) throws Exception {
        account = new RealmAdmin(environment, TestEnvironment.REALM).createAccount("reader");
    }

    @Test
    @DisplayName("leaves no token in any storage, cookie, address or history")
    void storageScan(TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        signIn(environment, page, "/articles/mine");
        String left = (String) page.evaluate("""
                async () => JSON.stringify([
                  location.href, history.state, document.cookie, document.referrer, {...localStorage}, {...sessionStorage},
                  await indexedDB.databases(), await caches.keys(), document.documentElement.outerHTML,
                  performance.getEntries().map(entry => entry.name).filter(name => name.startsWith(location.origin + '/api')),
                ])""");
        assertThat(left).doesNotContain("eyJ").doesNotContain("code=");
        assertThat(page.evaluate("indexedDB.databases().then(all => all.length)"))
                .isEqualTo(0);
        // Back is Keycloak's page, which leads on to the app at once, with an answer to a request that is over.
        page.goBack();
        page.getByTestId("user-name").waitFor();
        assertThat((String) page.evaluate("JSON.stringify([location.href, history.state])"))
                .doesNotContain("code=")
                .doesNotContain("state=");
    }

    @Test
    @DisplayName("comes back to the very screen after a reload, on each of them, and through back and forward")
    void reloadOnEachScreen(TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        signIn(environment, page, "/articles");
        EditorPage.open(page, environment.webUrl(), "/articles/new")
                .type("Where I am", "Here.")
                .save();
        BlogPage.opened(page).title().waitFor();
        String article = page.url().substring(environment.webUrl().toString().length());
        for (String route :
                List.of("/articles?q=frost", "/articles/mine", "/articles/new", article, article + "/edit")) {
            BlogPage.open(page, environment.webUrl(), route).reload();
            assertThat(page.getByTestId("user-name")).isVisible();
            assertThat(page).hasURL(environment.webUrl() + route);
        }
        page.getByRole(AriaRole.LINK, byName("My articles")).click();
        assertThat(page).hasURL(environment.webUrl() + "/articles/mine");
        page.goBack();
        assertThat(page).hasURL(environment.webUrl() + article + "/edit");
        page.goForward();
        assertThat(page).hasURL(environment.webUrl() + "/articles/mine");
        assertThat(page.getByTestId("user-name")).isVisible();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("is known in a second tab without a prompt, and a sign-out reaches it")
    void twoTabs(TestEnvironment environment, Browser browser) {
        Page first = browser.page();
        signIn(environment, first, "/articles");
        Page second = browser.context().newPage();
        BlogPage.open(second, environment.webUrl(), "/articles/mine");
        assertThat(second.getByTestId("user-name")).isVisible();

        BlogPage.opened(first).signOut();
        assertThat(second.getByTestId("user-name")).hasCount(0);
        assertThat(second.getByTestId("sign-in-required")).isVisible();
    }

    @Nested
    @DisplayName("refuses on the way back")
    class Attacks {

        @Test
        @DisplayName("an answer of a foreign issuer: its code is never redeemed (mix-up)")
        void foreignIssuer(TestEnvironment environment, Browser browser) {
            Page page = browser.page();
            List<String> redeemed = redeemedCodes(page);
            page.navigate(environment.webUrl() + "/callback?code=stolen&state=x&iss="
                    + encoded("https://evil.example/realms/blog"));
            assertThat(page.getByTestId("error-message")).isVisible();
            assertThat(redeemed).isEmpty();
            assertThat(page.url()).doesNotContain("stolen");
            Looks.at(browser, "refused");
        }

        @Test
        @DisplayName("an answer with a forged state: its code is never redeemed (login CSRF)")
        void forgedState(TestEnvironment environment, Browser browser) {
            Page page = browser.page();
            List<String> redeemed = redeemedCodes(page);
            page.navigate(environment.webUrl() + "/callback?code=attackers&state=forged&iss="
                    + encoded(environment.issuer().toString()));
            assertThat(page.getByTestId("welcome")).isVisible();
            assertThat(page.getByTestId("user-name")).hasCount(0);
            assertThat(redeemed).isEmpty();
        }

        @Test
        @DisplayName("an answer that was used before: its code is not redeemed again (replay)")
        void replayedCode(TestEnvironment environment, Browser browser) {
            Page page = browser.page();
            LoginPage login =
                    BlogPage.open(page, environment.webUrl(), "/articles").askToSignIn();
            String answer = browser.backAtTheApp(() -> login.signIn(account.username(), account.password()));
            assertThat(page.getByTestId("user-name")).isVisible();
            List<String> redeemed = redeemedCodes(page);
            page.navigate(answer);
            assertThat(page.getByTestId("user-name")).isVisible();
            String code = answer.replaceAll(".*[?&]code=([^&]+).*", "$1");
            assertThat(redeemed).isNotEmpty().noneMatch(body -> body.contains(code));
        }
    }

    @Nested
    @DisplayName("when the session is over")
    class SessionOver {

        @Test
        @DisplayName("while somebody types, the text stays, and after signing in again it is saved")
        void whileTyping(TestEnvironment environment, Browser browser) throws Exception {
            Page page = browser.page();
            EditorPage editor = endedWhileTyping(environment, browser);
            assertThat(editor.content()).hasValue("Not lost.");
            Looks.at(browser, "session-ended");
            editor.signInAgain().click();
            LoginPage.opened(page).signIn(account.username(), account.password());
            assertThat(editor.restored()).isVisible();
            assertThat(editor.content()).hasValue("Not lost.");
            Looks.at(browser, "draft-restored");
            editor.save();
            assertThat(BlogPage.opened(page).title()).hasText("Half a thought");
        }

        @Test
        @DisplayName("and somebody else signs in, they are told, and never see the text")
        void wrongPerson(TestEnvironment environment, Browser browser) throws Exception {
            Page page = browser.page();
            EditorPage editor = endedWhileTyping(environment, browser);
            Account other = new RealmAdmin(environment, TestEnvironment.REALM).createAccount("other");
            editor.signInAgain().click();
            LoginPage.opened(page).signIn(other.username(), other.password());
            assertThat(page.getByTestId("wrong-person")).isVisible();
            Looks.at(browser, "wrong-person");
            page.getByTestId("go-on").click();
            EditorPage theirs = EditorPage.open(page, environment.webUrl(), "/articles/new");
            assertThat(theirs.content()).hasValue("");
            assertThat(theirs.restored()).hasCount(0);

            BlogPage.opened(page).signOut();
            BlogPage.open(page, environment.webUrl(), "/articles/new")
                    .askToSignIn()
                    .signIn(account.username(), account.password());
            assertThat(EditorPage.opened(page).content()).hasValue("Not lost.");
        }

        @Test
        @DisplayName("because the answer to a renewal was lost, one click brings a new one")
        void lostRefreshAnswer(TestEnvironment environment, Browser browser) {
            Page page = browser.page();
            signIn(environment, page, "/articles/mine");
            // Its own request is over: the next one is the one that is refused.
            page.getByTestId("article-list").waitFor();
            page.route(TOKEN_ENDPOINT, route -> {
                // Keycloak gets the request and spends the refresh token; the answer never comes.
                Relay.send(route.request());
                route.abort();
            });
            refuseOnce(page);
            page.getByRole(AriaRole.LINK, byName("Articles")).first().click();
            assertThat(page.getByTestId("error-message")).isVisible();
            assertThat(page.getByTestId("user-name")).isVisible();

            page.unroute(TOKEN_ENDPOINT);
            refuseOnce(page);
            page.getByTestId("retry").click();
            assertThat(page.getByTestId("sign-in-required")).isVisible();
            page.getByTestId("sign-in").click();
            page.waitForCondition(() -> page.getByTestId("user-name").isVisible()
                    || page.locator("#kc-login").isVisible());
            if (page.locator("#kc-login").isVisible()) {
                LoginPage.opened(page).signIn(account.username(), account.password());
            }
            assertThat(page.getByTestId("article-list")).isVisible();
        }

        @Test
        @DisplayName("soon, people are told before, and sign in anew with the text kept")
        void toldBefore(TestEnvironment environment, Browser browser) throws Exception {
            String realm = "short-session";
            RealmAdmin admin = BlogRealmCopy.create(environment, realm, copy -> copy.put("ssoSessionMaxLifespan", 240));
            Account person = admin.createAccount("short");
            Page page = browser.page();
            page.route(
                    "**/config.json",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody("{\"issuer\":\"%s/realms/%s\",\"clientId\":\"blog-spa\",\"apiUrl\":\"/api\"}"
                                    .formatted(environment.keycloakUrl(), realm))));
            BlogPage.open(page, environment.webUrl(), "/articles/new")
                    .askToSignIn()
                    .signIn(person.username(), person.password());
            EditorPage.opened(page).typeAndKeep("Nearly done", "Just one more line.");
            assertThat(page.getByTestId("session-ends-soon")).isVisible();
            Looks.at(browser, "session-ends-soon");
            page.getByTestId("sign-in-anew").click();
            LoginPage.opened(page).signIn(person.username(), person.password());
            assertThat(EditorPage.opened(page).content()).hasValue("Just one more line.");
        }

        private EditorPage endedWhileTyping(TestEnvironment environment, Browser browser) throws Exception {
            Page page = browser.page();
            signIn(environment, page, "/articles/new");
            EditorPage editor = EditorPage.opened(page).typeAndKeep("Half a thought", "Not lost.");
            new RealmAdmin(environment, TestEnvironment.REALM).send("POST", "/users/" + account.id() + "/logout", "");
            editor.save();
            editor.signInAgain().waitFor();
            return editor;
        }
    }

    @Nested
    @DisplayName("that an API finds too old (RFC 9470)")
    class StepUp {

        private static final String CHALLENGE =
                "Bearer error=\"insufficient_user_authentication\", error_description=\"too old\", max_age=1";

        @Test
        @DisplayName("C-54: is made anew by a click, and the text is there to be saved")
        void confirm(TestEnvironment environment, Browser browser) {
            Page page = browser.page();
            signIn(environment, page, "/articles/new");
            EditorPage editor = EditorPage.opened(page).typeAndKeep("Once more", "Still here.");
            challengeWrites(page);
            editor.save();
            assertThat(page.getByTestId("confirm-identity")).isVisible();
            Looks.at(browser, "confirm-identity");
            waitUntilTooOld();
            page.getByTestId("confirm-identity-button").click();
            LoginPage.opened(page).confirm(account.password());
            page.unroute("**/api/articles");
            assertThat(EditorPage.opened(page).content()).hasValue("Still here.");
            EditorPage.opened(page).save();
            assertThat(BlogPage.opened(page).title()).hasText("Once more");
        }

        @Test
        @DisplayName("is not asked for for ever when the API is never content")
        void loopGuard(TestEnvironment environment, Browser browser) {
            Page page = browser.page();
            signIn(environment, page, "/articles/new");
            EditorPage.opened(page).typeAndKeep("Never", "Enough.");
            challengeWrites(page);
            for (int round = 0; round < 2; round++) {
                waitUntilTooOld();
                EditorPage.opened(page).save();
                page.getByTestId("confirm-identity-button").click();
                LoginPage.opened(page).confirm(account.password());
                EditorPage.opened(page).restored().waitFor();
            }
            EditorPage.opened(page).save();
            assertThat(page.getByTestId("confirm-identity")).isVisible();
            assertThat(page.getByTestId("confirm-identity-button")).hasCount(0);
            browser.screenshot("never-content");
        }

        /** Keycloak counts in whole seconds, and asks nobody who has signed in within {@code max_age} of them. */
        private static void waitUntilTooOld() {
            Instant tooOld = Instant.now().plusSeconds(2);
            await().until(() -> Instant.now().isAfter(tooOld));
        }

        private void challengeWrites(Page page) {
            page.route("**/api/articles", route -> {
                if (route.request().method().equals("POST")) {
                    route.fulfill(new Route.FulfillOptions()
                            .setStatus(401)
                            .setHeaders(Map.of("WWW-Authenticate", CHALLENGE)));
                } else {
                    route.resume();
                }
            });
        }
    }

    private void signIn(TestEnvironment environment, Page page, String route) {
        BlogPage.open(page, environment.webUrl(), route).askToSignIn().signIn(account.username(), account.password());
        page.getByTestId("user-name").waitFor();
    }

    /** The API refuses the next token as it does with one that has run out. */
    private static void refuseOnce(Page page) {
        page.route(
                "**/api/articles?*",
                route -> route.fulfill(new Route.FulfillOptions().setStatus(401)),
                new Page.RouteOptions().setTimes(1));
    }

    private static List<String> redeemedCodes(Page page) {
        List<String> bodies = new ArrayList<>();
        page.onRequest(request -> note(request, bodies));
        return bodies;
    }

    private static void note(Request request, List<String> bodies) {
        String body = request.postData();
        if (request.url().endsWith("/protocol/openid-connect/token")
                && body != null
                && body.contains("authorization_code")) {
            bodies.add(body);
        }
    }

    private static Page.GetByRoleOptions byName(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
