package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.containers.ComposeExtension;
import io.keycloakspa.e2e.containers.ComposeStack;
import io.keycloakspa.e2e.containers.FrontClient;
import io.keycloakspa.e2e.containers.FrontWatch;
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.e2e.pages.ResetPage;
import io.keycloakspa.launcher.DemoAccount;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** C-44 as deployed: what two nodes of Keycloak know of each other is {@link TwoNodesIT}'s matter. */
@Tag("full")
@InBrowser
@ExtendWith(ComposeExtension.class)
@DisplayName("With two nodes of each behind the web front")
class ComposeClusterIT {

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    @DisplayName("people go on where they were while nodes are killed and restarted, one after the other")
    void nodesComeAndGo(Browser browser, Browser other) throws Exception {
        try (ComposeStack stack = ComposeStack.start("keycloak-spa-cluster", "demo", "cluster")) {
            for (String node : List.of("keycloak", "keycloak-2")) {
                await().atMost(Duration.ofMinutes(1))
                        .until(() ->
                                stack.compose("logs", node).output().matches("(?s).*ISPN000(093|094)[^\\n]*\\(2\\).*"));
            }
            var expected = Map.of(
                    URI.create(stack.auth() + "/realms/blog/.well-known/openid-configuration"), 200,
                    URI.create(stack.blog() + "/api/articles"), 401);
            try (var client = new FrontClient(stack);
                    var watch = FrontWatch.start(client, expected)) {
                BlogPage blog = killed(stack, browser.page(), other.page());
                restartedInTurn(stack, browser.page(), blog);
                browser.screenshot("after-a-rolling-restart");
                assertThat(watch.unexpected()).isEmpty();
                assertThat(watch.answered()).isGreaterThan(50);
            }
        }
    }

    /** Between two steps of a sign-in, and between a mail and its click, the first node of each goes without a farewell. */
    private static BlogPage killed(ComposeStack stack, Page page, Page mailed) throws Exception {
        var login = BlogPage.open(page, stack.blog(), "/").askToSignIn();
        BlogPage.open(mailed, stack.blog(), "/").forgotPassword().askFor("bob@example.org");
        String link = stack.mailedLink("bob@example.org");
        stack.docker("kill", stack.container("keycloak")).succeeded();
        stack.docker("kill", stack.container("articles-api")).succeeded();

        BlogPage blog = login.signIn(DemoAccount.ALICE);
        assertThat(page.getByTestId("user-name")).containsText("Alice");
        blog.write("Half of it is gone", "Nobody noticed.").save();
        String chosen = "the-new-one-" + UUID.randomUUID();
        ResetPage.open(mailed, link).choose(chosen).signIn().signIn("bob", chosen);
        assertThat(mailed.getByTestId("user-name")).containsText("Bob");
        stack.compose("up", "--detach", "--wait", "--no-deps", "keycloak", "articles-api")
                .succeeded();
        return blog;
    }

    /** While one of them is away, whatever is answered is the other's; before a change the API asks a Keycloak. */
    private static void restartedInTurn(ComposeStack stack, Page page, BlogPage blog) throws Exception {
        for (String node : List.of("keycloak-2", "articles-api-2", "keycloak", "articles-api")) {
            stack.compose("stop", node).succeeded();
            blog.reload();
            blog.edit().retitle("Without " + node);
            blog.reload();
            assertThat(blog.title()).hasText("Without " + node);
            assertThat(page.getByTestId("user-name")).containsText("Alice");
            stack.compose("up", "--detach", "--wait", "--no-deps", node).succeeded();
        }
    }
}
