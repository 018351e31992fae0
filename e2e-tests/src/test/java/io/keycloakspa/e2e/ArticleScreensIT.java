package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.browser.Looks;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.e2e.pages.EditorPage;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("The screens of articles")
class ArticleScreensIT {

    private static final String LISTS = "**/api/articles?*";

    private Account author = new Account("", "", "", "");

    @BeforeEach
    void person(TestEnvironment environment) throws Exception {
        author = new RealmAdmin(environment, TestEnvironment.REALM).createAccount("author");
    }

    @Test
    @DisplayName("show Markdown, and nothing that a hostile text would do")
    void hostileMarkdown(TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        signIn(environment, page, "/articles/new");
        EditorPage editor = EditorPage.opened(page).type("What a text can do", """
                        # A heading

                        Some **bold** words, `code`, and a [link](https://example.org/).

                        > Quoted.

                        1. one
                        2. two

                        | a | b |
                        |---|---|
                        | 1 | 2 |

                        <img src=x onerror="document.title='hacked'"><script>document.title='hacked'</script>
                        [click](javascript:document.title='hacked') ![count](https://evil.example/count.png)
                        <iframe src="https://evil.example"></iframe><style>main{display:none}</style>
                        """);
        assertThat(editor.preview().locator("h2")).hasText("A heading");
        Looks.at(browser, "preview");
        editor.save();
        BlogPage blog = BlogPage.opened(page);
        assertThat(blog.content().locator("strong")).hasText("bold");
        assertThat(blog.content().locator("script, iframe, img, style, a[href^=javascript]"))
                .hasCount(0);
        assertThat(page).hasTitle("What a text can do · Keycloak SPA");
        Looks.at(browser, "article");
        page.getByTestId("article-delete").click();
        assertThat(page.getByTestId("confirm-delete")).isVisible();
        Looks.at(browser, "delete-article");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("find articles by words, page by page, and by their state; the search is part of the address")
    void searchAndPages(TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        String word = "w" + UUID.randomUUID().toString().replace("-", "");
        signIn(environment, page, "/articles/mine");
        assertThat(page.getByTestId("empty")).isVisible();
        Looks.at(browser, "empty");
        for (String title : new String[] {"Frost", "Thaw"}) {
            EditorPage.open(page, environment.webUrl(), "/articles/new")
                    .type(title, "About " + word + " in " + title)
                    .save();
            BlogPage.opened(page).title().waitFor();
        }
        BlogPage blog = BlogPage.open(page, environment.webUrl(), "/articles/mine");
        assertThat(blog.articles()).hasCount(2);
        page.getByTestId("only-published").click();
        assertThat(blog.articles()).hasCount(0);
        page.getByTestId("only-draft").click();
        assertThat(blog.articles()).hasCount(2);
        Looks.at(browser, "my-articles");

        page.getByTestId("search").fill(word + " thaw");
        page.getByTestId("search").press("Enter");
        assertThat(blog.articles()).hasCount(1);
        assertThat(page).hasURL(environment.webUrl() + "/articles/mine?q=" + word + "%20thaw");
        blog.reload();
        assertThat(blog.articles()).hasText(new String[] {"Thaw"});
        page.getByTestId("search").fill("nothing" + word);
        page.getByTestId("search").press("Enter");
        assertThat(page.getByTestId("empty")).containsText("Nothing found");
        Looks.at(browser, "nothing-found");
        page.goBack();
        assertThat(blog.articles()).hasCount(1);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("bring more articles by the cursor")
    void moreArticles(TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        signIn(environment, page, "/articles/mine");
        page.route(LISTS, route -> {
            boolean first = !route.request().url().contains("cursor=");
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setHeaders(Map.of(
                            "Link",
                            first ? "</api/articles?author=me&limit=20&cursor=c2>; rel=\"next\"" : "<x>; rel=prev"))
                    .setBody("{\"items\":[%s]}".formatted(summary(first ? "First page" : "Second page"))));
        });
        BlogPage blog = BlogPage.open(page, environment.webUrl(), "/articles/mine");
        assertThat(blog.articles()).hasText(new String[] {"First page"});
        page.getByTestId("more").click();
        assertThat(blog.articles()).hasText(new String[] {"First page", "Second page"});
        assertThat(page.getByTestId("more")).hasCount(0);
    }

    @Test
    @DisplayName("keep an unsaved text over a reload, and let it go when told to")
    void keptDraft(TestEnvironment environment, Browser browser) {
        Page page = browser.page();
        signIn(environment, page, "/articles/new");
        EditorPage.opened(page).typeAndKeep("Unsaved", "On the device only.");
        BlogPage.opened(page).reload();
        EditorPage editor = EditorPage.opened(page);
        assertThat(editor.restored()).isVisible();
        assertThat(editor.content()).hasValue("On the device only.");
        editor.discard();
        assertThat(editor.content()).hasValue("");
        BlogPage.opened(page).reload();
        assertThat(EditorPage.opened(page).content()).hasValue("");
        assertThat(editor.restored()).hasCount(0);
    }

    @Nested
    @DisplayName("when an article was saved elsewhere meanwhile")
    class Conflict {

        @Test
        @DisplayName("let people keep their own text, or take the saved one, or decide later")
        void mineOrTheirs(TestEnvironment environment, Browser laptop, Browser phone) {
            Page here = laptop.page();
            signIn(environment, here, "/articles/new");
            EditorPage.opened(here).type("Both ways", "The beginning.").save();
            BlogPage.opened(here).title().waitFor();
            String article =
                    here.url().substring(environment.webUrl().toString().length());
            EditorPage mine = EditorPage.open(here, environment.webUrl(), article + "/edit");

            signIn(environment, phone.page(), article + "/edit");
            EditorPage.opened(phone.page()).type("Both ways", "Theirs.").save();
            BlogPage.opened(phone.page()).title().waitFor();

            mine.type("Both ways", "Mine.").save();
            assertThat(here.getByTestId("conflict-mine")).containsText("Mine.");
            assertThat(here.getByTestId("conflict-theirs")).containsText("Theirs.");
            Looks.at(laptop, "conflict");
            here.getByTestId("decide-later").click();
            assertThat(mine.content()).hasValue("Mine.");

            mine.save();
            here.getByTestId("keep-mine").click();
            assertThat(here).hasURL(environment.webUrl() + article);
            assertThat(here.getByTestId("conflict")).hasCount(0);
            assertThat(BlogPage.opened(here).content()).containsText("Mine.");

            EditorPage theirs = EditorPage.open(phone.page(), environment.webUrl(), article + "/edit");
            EditorPage.open(here, environment.webUrl(), article + "/edit")
                    .type("Both ways", "Mine again.")
                    .save();
            BlogPage.opened(here).title().waitFor();
            theirs.type("Both ways", "Given up.").save();
            phone.page().getByTestId("take-theirs").click();
            assertThat(theirs.content()).hasValue("Mine again.");
        }
    }

    @Nested
    @DisplayName("say what is the matter")
    class States {

        @Test
        @DisplayName("while they wait: grey lines in the place of text")
        void loading(TestEnvironment environment, Browser browser) {
            Page page = browser.page();
            signIn(environment, page, "/articles/mine");
            page.route(LISTS, route -> {
                // Never answered.
            });
            page.getByRole(AriaRole.LINK, named("Articles")).first().click();
            assertThat(page.getByText("Loading …").first()).isAttached();
            Looks.at(browser, "loading");
        }

        @Test
        @DisplayName("offline: that text is kept, and how to go on once there is a network")
        void offline(TestEnvironment environment, Browser browser) {
            Page page = browser.page();
            signIn(environment, page, "/articles/mine");
            assertThat(page.getByTestId("article-list")).isVisible();
            browser.context().setOffline(true);
            assertThat(page.getByTestId("offline")).isVisible();
            page.getByRole(AriaRole.LINK, named("Articles")).first().click();
            assertThat(page.getByTestId("error-message")).containsText("cannot be reached");
            Looks.at(browser, "offline");
            browser.context().setOffline(false);
            assertThat(page.getByTestId("offline")).hasCount(0);
            page.getByTestId("retry").click();
            assertThat(page.getByTestId("error-message")).hasCount(0);
            assertThat(page.getByTestId("article-list")).isVisible();
        }

        @Test
        @DisplayName("an error of the server: with a way to try again")
        void serverError(TestEnvironment environment, Browser browser) {
            Page page = browser.page();
            signIn(environment, page, "/articles/mine");
            page.route(
                    LISTS,
                    route -> route.fulfill(new Route.FulfillOptions().setStatus(503)),
                    new Page.RouteOptions().setTimes(1));
            BlogPage.open(page, environment.webUrl(), "/articles");
            assertThat(page.getByTestId("error-message")).containsText("The server has a problem");
            Looks.at(browser, "server-error");
            page.getByTestId("retry").click();
            assertThat(page.getByTestId("article-list")).isVisible();
        }

        @Test
        @DisplayName("too many requests: how long to wait, and no earlier try")
        void rateLimited(TestEnvironment environment, Browser browser) {
            Page page = browser.page();
            signIn(environment, page, "/articles/mine");
            page.route(
                    LISTS,
                    route -> route.fulfill(
                            new Route.FulfillOptions().setStatus(429).setHeaders(Map.of("Retry-After", "12"))),
                    new Page.RouteOptions().setTimes(1));
            BlogPage.open(page, environment.webUrl(), "/articles");
            assertThat(page.getByTestId("countdown")).isVisible();
            assertThat(page.getByTestId("retry")).isDisabled();
            Looks.at(browser, "rate-limited");
            assertThat(page.getByTestId("retry"))
                    .isEnabled(new LocatorAssertions.IsEnabledOptions().setTimeout(15_000));
            page.getByTestId("retry").click();
            assertThat(page.getByTestId("article-list")).isVisible();
        }

        @Test
        @DisplayName("where the app cannot start: that it is not the person's fault")
        void cannotStart(TestEnvironment environment, Browser browser) {
            Page page = browser.page();
            page.route(
                    "**/config.json",
                    route -> route.fulfill(new Route.FulfillOptions().setStatus(500)),
                    new Page.RouteOptions().setTimes(1));
            BlogPage.open(page, environment.webUrl(), "/");
            assertThat(page.getByTestId("error-message")).isVisible();
            Looks.at(browser, "cannot-start");
            page.getByRole(AriaRole.BUTTON, named("Try again")).click();
            assertThat(page.getByTestId("welcome")).isVisible();
        }

        @Test
        @DisplayName("in the language that is chosen, on the sign-in page too")
        void german(TestEnvironment environment, Browser browser) {
            Page page = browser.page();
            BlogPage blog = BlogPage.open(page, environment.webUrl(), "/");
            Looks.at(browser, "welcome");
            page.getByTestId("language-de").click();
            assertThat(page.getByTestId("sign-in").first()).hasText("Anmelden");
            Looks.at(browser, "welcome-de");
            blog.reload();
            assertThat(page.locator("html")).hasAttribute("lang", "de");
            var login = blog.askToSignIn();
            assertThat(page.locator("#kc-login")).hasText("Anmelden");
            assertThat(page.locator("html")).hasAttribute("lang", "de");
            login.signIn(author.username(), author.password());
            assertThat(page.getByTestId("sign-out")).hasText("Abmelden");
            EditorPage.open(page, environment.webUrl(), "/articles/new");
            Looks.at(browser, "editor-de");
            page.getByTestId("language-en").click();
            assertThat(page.getByTestId("sign-out")).hasText("Sign out");
            Looks.at(browser, "editor");
        }

        @Test
        @DisplayName("where there is nothing: what to do next")
        void nothingThere(TestEnvironment environment, Browser browser) {
            Page page = browser.page();
            BlogPage.open(page, environment.webUrl(), "/articles/mine");
            assertThat(page.getByTestId("sign-in-required")).isVisible();
            Looks.at(browser, "sign-in-required");
            BlogPage.open(page, environment.webUrl(), "/nowhere");
            assertThat(page.getByTestId("not-found")).isVisible();
            Looks.at(browser, "not-found");
            signIn(environment, page, "/articles/" + UUID.randomUUID());
            assertThat(page.getByTestId("error-message")).containsText("No such article");
            Looks.at(browser, "no-such-article");
        }
    }

    private void signIn(TestEnvironment environment, Page page, String route) {
        BlogPage.open(page, environment.webUrl(), route).askToSignIn().signIn(author.username(), author.password());
        page.getByTestId("user-name").waitFor();
    }

    private static String summary(String title) {
        return """
                {"id":"%s","title":"%s","status":"draft","author":{"iss":"x","sub":"y","name":"Z"},
                "createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z"}""".formatted(UUID.randomUUID(), title);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
