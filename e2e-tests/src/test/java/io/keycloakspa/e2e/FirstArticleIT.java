package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.launcher.DemoAccount;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("The main job: sign in, write an article, find it again")
class FirstArticleIT {

    @Test
    @DisplayName("An author writes an article, sees it after a reload, signs out, and the list asks for sign-in")
    void writeReloadSignOut(TestEnvironment environment, Browser browser) {
        String title = "The first frost";
        BlogPage blog = BlogPage.open(browser.page(), environment.webUrl(), "/");
        browser.screenshot("start");

        var login = blog.askToSignIn();
        browser.screenshot("login");
        login.signIn(DemoAccount.ALICE);
        assertThat(browser.page().getByTestId("user-name")).containsText("Alice");
        browser.screenshot("signed-in");

        blog.write(title, "It came overnight.\n\nThe pond is still open.");
        browser.screenshot("editor");
        blog.save();
        assertThat(blog.title()).hasText(title);
        browser.screenshot("article");

        blog.reload();
        assertThat(blog.title()).hasText(title);
        assertThat(blog.content()).containsText("The pond is still open.");
        browser.screenshot("after-reload");

        BlogPage.open(browser.page(), environment.webUrl(), "/articles/mine");
        assertThat(blog.articles().filter(byText(title))).hasCount(1);
        browser.screenshot("my-articles");

        blog.signOut();
        browser.screenshot("signed-out");
        BlogPage.open(browser.page(), environment.webUrl(), "/articles/mine");
        assertThat(blog.signInRequired()).isVisible();
        assertThat(blog.articles()).hasCount(0);
        browser.screenshot("sign-in-required");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("An author edits an article and deletes it")
    void editAndDelete(TestEnvironment environment, Browser browser) {
        String title = "A short life " + UUID.randomUUID();
        BlogPage blog = BlogPage.open(browser.page(), environment.webUrl(), "/");
        blog.askToSignIn().signIn(DemoAccount.BOB);
        blog.write(title, "Soon gone.").save();

        blog.edit().retitle(title + ", longer");
        assertThat(blog.title()).hasText(title + ", longer");

        blog.delete();
        BlogPage.open(browser.page(), environment.webUrl(), "/articles/mine");
        assertThat(browser.page().getByTestId("article-list").first()).isVisible();
        assertThat(blog.articles().filter(byText(title))).hasCount(0);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("Another person's draft cannot be found or opened")
    void strangerOpensADraft(TestEnvironment environment, Browser alices, Browser bobs) {
        String title = "Not for others " + UUID.randomUUID();
        BlogPage alice = BlogPage.open(alices.page(), environment.webUrl(), "/");
        alice.askToSignIn().signIn(DemoAccount.ALICE);
        alice.write(title, "Still a draft.").save();
        String address = alices.page().url();

        BlogPage bob = BlogPage.open(bobs.page(), environment.webUrl(), "/");
        bob.askToSignIn().signIn(DemoAccount.BOB);
        assertThat(bobs.page().getByTestId("user-name")).containsText("Bob");
        for (String list : new String[] {"/articles", "/articles/mine"}) {
            BlogPage.open(bobs.page(), environment.webUrl(), list);
            assertThat(bobs.page().getByTestId("article-list").first()).isVisible();
            assertThat(bob.articles().filter(byText(title))).hasCount(0);
        }
        bobs.page().navigate(address);
        assertThat(bob.errorMessage()).isVisible();
        assertThat(bob.title()).hasCount(0);
        bobs.screenshot("draft-of-another");
    }

    private static com.microsoft.playwright.Locator.FilterOptions byText(String text) {
        return new com.microsoft.playwright.Locator.FilterOptions().setHasText(text);
    }
}
