package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.containers.ComposeExtension;
import io.keycloakspa.e2e.containers.ComposeStack;
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.launcher.DemoAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
@InBrowser
@ExtendWith(ComposeExtension.class)
@DisplayName("Backup and restore of the containers")
class ComposeBackupIT {

    @Test
    @DisplayName("bring back accounts, sessions and articles after the database's volume was lost")
    void volumeLost(ComposeStack stack, Browser before, Browser after, @TempDir Path folder) throws Exception {
        String title = "Worth keeping " + UUID.randomUUID();
        BlogPage blog = BlogPage.open(before.page(), stack.blog(), "/");
        blog.askToSignIn().signIn(DemoAccount.ALICE);
        blog.write(title, "Twice, if possible.").save();
        String article = before.page().url();

        stack.script("containers/backup.sh", folder.toString()).succeeded();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keycloak.dump"))))
                .isEqualTo("rw-------");
        stack.compose("rm", "--stop", "--force", "postgres").succeeded();
        stack.docker("volume", "rm", stack.name() + "_postgres-data").succeeded();
        stack.script("containers/restore.sh", folder.toString()).succeeded();

        BlogPage again = BlogPage.open(after.page(), stack.blog(), "/");
        again.askToSignIn().signIn(DemoAccount.ALICE);
        assertThat(after.page().getByTestId("user-name")).containsText("Alice");
        after.page().navigate(article);
        assertThat(again.title()).hasText(title);
        // The session of before is in the database too.
        before.page().reload();
        assertThat(blog.title()).hasText(title);
        assertThat(before.page().getByTestId("user-name")).containsText("Alice");
    }
}
