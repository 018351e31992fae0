package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.containers.ComposeExtension;
import io.keycloakspa.e2e.containers.ComposeStack;
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.e2e.pages.NewsletterPage;
import io.keycloakspa.e2e.pages.ResetPage;
import io.keycloakspa.launcher.DemoAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("full")
@InBrowser
@ExtendWith(ComposeExtension.class)
@DisplayName("In the demo of docker-compose.yml")
class ComposeJourneyIT {

    @Test
    @DisplayName("an author signs in, writes an article and finds it after a reload")
    void signInAndWrite(ComposeStack stack, Browser browser) {
        String title = "From a container " + UUID.randomUUID();
        BlogPage blog = BlogPage.open(browser.page(), stack.blog(), "/");
        blog.askToSignIn().signIn(DemoAccount.ALICE);
        assertThat(browser.page().getByTestId("user-name")).containsText("Alice");
        blog.write(title, "Four of them, in fact.").save();
        blog.reload();
        assertThat(blog.title()).hasText(title);
        browser.screenshot("article");
        blog.signOut();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("who forgot the password chooses a new one by the mailed link, and signs in with it")
    void resetByMailedLink(ComposeStack stack, Browser browser) {
        Page page = browser.page();
        String chosen = "the-new-one-" + UUID.randomUUID();
        BlogPage.open(page, stack.blog(), "/articles/mine").forgotPassword().askFor("bob@example.org");
        String link = stack.mailedLink("bob@example.org");
        assertThat(link).startsWith(stack.auth() + "/realms/blog/spa/v1/link?");
        ResetPage.open(page, link).choose(chosen).signIn().signIn("bob", chosen);
        assertThat(page.getByTestId("user-name")).containsText("Bob");
        assertThat(page).hasURL(stack.blog() + "/articles/mine");
        browser.screenshot("back-where-it-began");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName(
            "who is signed in at the blog is so at the newsletter without a prompt, and a sign-out there reaches both")
    void twoApps(ComposeStack stack, Browser browser) {
        Page reading = browser.page();
        BlogPage.open(reading, stack.blog(), "/").askToSignIn().signIn(DemoAccount.ERIN);
        assertThat(reading.getByTestId("user-name")).containsText("Erin");

        Page tab = browser.context().newPage();
        List<String> prompts = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        tab.onResponse(answer -> {
            if (answer.url().contains("/protocol/openid-connect/auth") && answer.status() == 200) {
                prompts.add(answer.url());
            }
        });
        tab.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        NewsletterPage newsletter = NewsletterPage.open(tab, stack.newsletter());
        assertThat(newsletter.userName()).containsText("Erin");
        assertThat(prompts).isEmpty();
        browser.screenshot(tab, "newsletter");

        newsletter.signOut();
        reading.bringToFront();
        reading.evaluate("window.dispatchEvent(new Event('focus'))");
        assertThat(reading.getByTestId("user-name")).hasCount(0);
        assertThat(complaints).isEmpty();
        assertThat(tab.locator("#blog")).hasAttribute("href", stack.blog().toString());
    }
}
