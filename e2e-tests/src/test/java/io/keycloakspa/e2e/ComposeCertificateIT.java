package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.containers.Commands.Outcome;
import io.keycloakspa.e2e.containers.ComposeExtension;
import io.keycloakspa.e2e.containers.ComposeStack;
import io.keycloakspa.e2e.containers.GivenCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
@ExtendWith(ComposeExtension.class)
@DisplayName("A certificate that the web front of the containers is given")
class ComposeCertificateIT {

    private static final int REFUSED = 64;
    private static final List<String> HOSTS =
            List.of("blog.localhost", "newsletter.blog.localhost", "auth.blog.localhost");

    private Path folder = Path.of("");

    @BeforeEach
    void empty(@TempDir Path temporary) throws IOException {
        folder = GivenCertificate.folder(temporary);
    }

    @Test
    @DisplayName("is served with all names, and a renewed one after a restart")
    void served(ComposeStack stack) throws Exception {
        GivenCertificate given = GivenCertificate.make(90, HOSTS).into(folder);
        String container = stack.docker(front("--detach", "--publish", "127.0.0.1::8443"))
                .succeeded()
                .strip();
        try {
            for (String host : HOSTS) {
                assertServed(given, address(stack, container, host));
            }
            GivenCertificate renewed = GivenCertificate.make(90, HOSTS).into(folder);
            stack.docker("restart", container).succeeded();
            assertServed(renewed, address(stack, container, HOSTS.get(0)));
            assertThat(folder).isDirectoryNotContaining("glob:**made-for");
        } finally {
            stack.docker("rm", "--force", "--volumes", container);
        }
    }

    @Test
    @DisplayName("is refused when it has expired, with a word on what to do")
    void expired(ComposeStack stack) throws Exception {
        GivenCertificate.make(-1, HOSTS).into(folder);
        assertRefused(stack, "the certificate in tls.crt has expired", "put a renewed one into the folder");
    }

    @Test
    @DisplayName("is refused when it lacks one of the names, which it says")
    void otherName(ComposeStack stack) throws Exception {
        GivenCertificate.make(90, List.of("blog.localhost", "auth.blog.localhost"))
                .into(folder);
        assertRefused(stack, "is not for newsletter.blog.localhost", "it must name " + String.join(" ", HOSTS));
    }

    @Test
    @DisplayName("is refused with the key of another one")
    void otherKey(ComposeStack stack) throws Exception {
        GivenCertificate.make(90, HOSTS).into(folder);
        Path kept = Files.move(folder.resolve("tls.crt"), folder.resolve("kept"));
        GivenCertificate.make(90, HOSTS).into(folder);
        Files.move(kept, folder.resolve("tls.crt"), StandardCopyOption.REPLACE_EXISTING);
        assertRefused(stack, "tls.key is not the key of the first certificate");
    }

    @Test
    @DisplayName("is missed when only the key is there, which nobody overwrites")
    void onlyTheKey(ComposeStack stack) throws Exception {
        GivenCertificate.make(90, HOSTS).into(folder);
        Files.delete(folder.resolve("tls.crt"));
        String key = Files.readString(folder.resolve("tls.key"));
        assertRefused(stack, "must hold tls.crt and tls.key");
        assertThat(folder.resolve("tls.key")).hasContent(key);
    }

    @Test
    @DisplayName("is missed when the folder is empty")
    void emptyFolder(ComposeStack stack) throws Exception {
        assertRefused(stack, "must hold tls.crt and tls.key");
    }

    private void assertRefused(ComposeStack stack, String... words) throws Exception {
        Outcome outcome = stack.docker(front("--rm"));
        assertThat(outcome.status()).isEqualTo(REFUSED);
        assertThat(outcome.output()).contains("Not started: ").contains(words);
    }

    private static void assertServed(GivenCertificate certificate, URI address) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(
                        () -> assertThat(GivenCertificate.servedAt(address)).isEqualTo(certificate.certificate()));
    }

    private static URI address(ComposeStack stack, String container, String host) throws Exception {
        String published =
                stack.docker("port", container, "8443/tcp").succeeded().strip();
        return URI.create("https://" + host + published.substring(published.lastIndexOf(':')));
    }

    /** The web image alone: what stands behind it is asked for by a request only. */
    private String[] front(String... options) {
        String run = "run --env BLOG_URL=https://%s --env NEWSLETTER_URL=https://%s --env AUTH_URL=https://%s"
                .formatted(HOSTS.toArray());
        var words = new ArrayList<>(List.of(run.split(" ", -1)));
        words.addAll(List.of(options));
        words.addAll(List.of("--volume", folder + ":/etc/nginx/tls", "keycloak-spa/web"));
        return words.toArray(String[]::new);
    }
}
