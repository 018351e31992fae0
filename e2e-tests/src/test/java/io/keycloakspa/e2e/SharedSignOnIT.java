package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.browser.Looks;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.e2e.pages.EditorPage;
import io.keycloakspa.e2e.pages.NewsletterPage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("Two apps share one sign-on")
class SharedSignOnIT {

    private Account account = new Account("", "", "", "");

    @BeforeEach
    void person(TestEnvironment environment) throws Exception {
        environment.needs(Need.NEWSLETTER);
        account = new RealmAdmin(environment, TestEnvironment.REALM).createAccount("both");
    }

    @Test
    @DisplayName("Who is signed in at the blog is signed in at the newsletter, without a prompt and without a click")
    void fromTheBlog(TestEnvironment environment, Browser browser) {
        signInAtTheBlog(environment, browser.page(), "/articles");
        Page tab = browser.context().newPage();
        List<String> prompts = prompts(tab);
        NewsletterPage newsletter = NewsletterPage.open(tab, environment.newsletterUrl());
        assertThat(newsletter.userName()).hasText("Test Person");
        assertThat(prompts).isEmpty();
        Looks.at(browser, tab, "newsletter-signed-in");
    }

    @Test
    @DisplayName("Who is signed in at the newsletter is signed in at the blog, without a prompt")
    void fromTheNewsletter(TestEnvironment environment, Browser browser) {
        Page tab = browser.page();
        NewsletterPage newsletter = NewsletterPage.open(tab, environment.newsletterUrl());
        assertThat(newsletter.endedElsewhere()).isHidden();
        Looks.at(browser, "newsletter-signed-out");
        newsletter.askToSignIn().signIn(account.username(), account.password());
        assertThat(newsletter.userName()).hasText("Test Person");

        Page blog = browser.context().newPage();
        List<String> prompts = prompts(blog);
        BlogPage.open(blog, environment.webUrl(), "/articles/mine");
        blog.getByTestId("sign-in").first().click();
        assertThat(blog.getByTestId("user-name")).hasText("Test Person");
        assertThat(blog).hasURL(environment.webUrl() + "/articles/mine");
        assertThat(prompts).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("A sign-out at the blog is one at the newsletter, as soon as somebody looks at it")
    void signOutAtTheBlog(TestEnvironment environment, Browser browser) {
        signInAtTheBlog(environment, browser.page(), "/articles");
        Page tab = browser.context().newPage();
        NewsletterPage newsletter = NewsletterPage.open(tab, environment.newsletterUrl());
        assertThat(newsletter.userName()).isVisible();

        BlogPage.opened(browser.page()).signOut();
        comeBackTo(tab);
        assertThat(newsletter.endedElsewhere()).isVisible();
        assertThat(newsletter.userName()).isHidden();
        Looks.at(browser, tab, "newsletter-ended-elsewhere");
        NewsletterPage.open(tab, environment.newsletterUrl());
        assertThat(newsletter.signIn()).isVisible();
        newsletter.askToSignIn();
    }

    @Test
    @DisplayName("A sign-out at the newsletter is one at the blog, and a text that is being written stays")
    void signOutAtTheNewsletter(TestEnvironment environment, Browser browser) {
        Page reading = browser.page();
        signInAtTheBlog(environment, reading, "/articles");
        Page writing = browser.context().newPage();
        EditorPage editor = EditorPage.open(writing, environment.webUrl(), "/articles/new");
        editor.typeAndKeep("Between two apps", "Not lost.");
        Page tab = browser.context().newPage();
        NewsletterPage.open(tab, environment.newsletterUrl()).signOut();

        comeBackTo(reading);
        assertThat(reading.getByTestId("sign-in-required")).isVisible();
        assertThat(reading.getByTestId("user-name")).hasCount(0);
        comeBackTo(writing);
        assertThat(editor.signInAgain()).isVisible();
        assertThat(editor.content()).hasValue("Not lost.");
    }

    @Test
    @DisplayName("Coming back to a tab whose session goes on changes nothing")
    void stillSignedIn(TestEnvironment environment, Browser browser) {
        Page blog = browser.page();
        signInAtTheBlog(environment, blog, "/articles");
        Page tab = browser.context().newPage();
        NewsletterPage newsletter = NewsletterPage.open(tab, environment.newsletterUrl());
        for (Page page : List.of(blog, tab)) {
            var answer = page.waitForResponse(
                    answered -> answered.url().endsWith("/userinfo")
                            && !answered.request().method().equals("OPTIONS"),
                    () -> comeBackTo(page));
            assertThat(answer.status()).isEqualTo(200);
        }
        assertThat(blog.getByTestId("user-name")).isVisible();
        assertThat(newsletter.userName()).isVisible();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("The newsletter keeps each person's choice, and no token, code or state")
    void whatIsKept(TestEnvironment environment, Browser browser) throws Exception {
        Page tab = browser.page();
        NewsletterPage newsletter = NewsletterPage.open(tab, environment.newsletterUrl());
        newsletter.askToSignIn().signIn(account.username(), account.password());
        newsletter.often("Once a month").check();
        assertThat(tab.getByTestId("kept")).hasText("Noted.");
        String left = (String)
                tab.evaluate(
                        "JSON.stringify([location.href, history.state, document.cookie, {...localStorage}, {...sessionStorage}])");
        assertThat(left).doesNotContain("eyJ", "code=", "state=");
        tab.reload();
        assertThat(newsletter.often("Once a month")).isChecked();

        newsletter.signOut();
        Account other = new RealmAdmin(environment, TestEnvironment.REALM).createAccount("other");
        newsletter.askToSignIn().signIn(other.username(), other.password());
        assertThat(newsletter.often("Not at all")).isChecked();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName(
            "The newsletter redeems no code of a foreign issuer (mix-up), and none with a forged state (login CSRF)")
    void forgedAnswers(TestEnvironment environment, Browser browser) {
        Page tab = browser.page();
        List<String> redeemed = new ArrayList<>();
        tab.onRequest(request -> {
            if (request.url().endsWith("/protocol/openid-connect/token")) {
                redeemed.add(request.url());
            }
        });
        NewsletterPage newsletter = NewsletterPage.opened(tab);
        for (String issuer :
                List.of("https://evil.example/realms/blog", environment.issuer().toString())) {
            tab.navigate(environment.newsletterUrl() + "/callback?code=stolen&state=forged&iss="
                    + URLEncoder.encode(issuer, StandardCharsets.UTF_8));
            assertThat(newsletter.failed()).isVisible();
            assertThat(tab.url()).isEqualTo(environment.newsletterUrl() + "/");
        }
        Looks.at(browser, "newsletter-refused");
        assertThat(redeemed).isEmpty();
        tab.getByTestId("retry").click();
        assertThat(newsletter.signIn()).isVisible();
    }

    private void signInAtTheBlog(TestEnvironment environment, Page page, String route) {
        BlogPage.open(page, environment.webUrl(), route).askToSignIn().signIn(account.username(), account.password());
        page.getByTestId("user-name").waitFor();
    }

    /** The browser's own event, sent by hand: under Playwright each tab believes that it is looked at all the time. */
    private static void comeBackTo(Page page) {
        page.bringToFront();
        page.evaluate("window.dispatchEvent(new Event('focus'))");
    }

    /** The pages of Keycloak that want something of a person: all that it does not answer by a redirect. */
    private static List<String> prompts(Page page) {
        List<String> shown = new ArrayList<>();
        page.onResponse(answer -> {
            if (answer.url().contains("/protocol/openid-connect/auth") && answer.status() == 200) {
                shown.add(answer.url());
            }
        });
        return shown;
    }
}
