package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycloakspa.e2e.containers.Commands.Outcome;
import io.keycloakspa.e2e.containers.ComposeExtension;
import io.keycloakspa.e2e.containers.ComposeStack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("full")
@ExtendWith(ComposeExtension.class)
@DisplayName("Secrets of the containers")
class ComposeSecretsIT {

    private static final int REFUSED = 64;

    @ParameterizedTest
    @CsvSource({
        "keycloak, start --optimized --import-realm, KEYCLOAK_DB_PASSWORD KEYCLOAK_ADMIN_PASSWORD ARTICLES_API_CLIENT_SECRET",
        "articles-api, java, ARTICLES_DB_PASSWORD ARTICLES_API_CLIENT_SECRET"
    })
    @DisplayName("are wanted by each image, which names the ones that are missing and does not start")
    void missing(String image, String command, String names, ComposeStack stack) throws Exception {
        List<String> run = new ArrayList<>(List.of("run", "--rm"));
        run.addAll(List.of("--env", "BLOG_SPA_URL=https://x", "--env", "NEWSLETTER_URL=https://y"));
        run.add("keycloak-spa/" + image);
        run.addAll(List.of(command.split(" ", -1)));
        Outcome outcome = stack.docker(run.toArray(String[]::new));
        assertThat(outcome.status()).isEqualTo(REFUSED);
        assertThat(names.split(" ", -1))
                .allSatisfy(name -> assertThat(outcome.output()).contains("Not started: " + name + " is not set"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-7", "change-me-change-me", "postgres-password", "12345678123456781234"})
    @DisplayName("are none if they are short or stand in manuals")
    void fromAManual(String secret, ComposeStack stack) throws Exception {
        Outcome outcome = stack.docker(
                "run",
                "--rm",
                "--env",
                "ARTICLES_API_CLIENT_SECRET=5f0c7d9be1a2438d90",
                "--env",
                "ARTICLES_DB_PASSWORD=" + secret,
                "keycloak-spa/articles-api",
                "true");
        assertThat(outcome.status()).isEqualTo(REFUSED);
        assertThat(outcome.output())
                .contains("Not started: ARTICLES_DB_PASSWORD is ")
                .doesNotContain(secret, "5f0c7d9be1a2438d90", "CLIENT_SECRET is");
    }

    @Test
    @DisplayName("are asked for by the first command without the profile demo, which fails at once")
    void withoutTheProfile() {
        assertThatThrownBy(() -> ComposeStack.start("keycloak-spa-refused"))
                .hasMessageContaining("Not started: POSTGRES_PASSWORD is not set");
    }

    @Test
    @DisplayName("may be given as files")
    void asFiles(ComposeStack stack) throws Exception {
        Outcome outcome = stack.compose(
                "run", "--rm", "--no-deps", "-T", "articles-api", "bash", "-c", "echo ${#SPRING_DATASOURCE_PASSWORD}");
        assertThat(outcome.succeeded()).endsWith("48\n");
    }

    @Test
    @DisplayName("of PostgreSQL are wanted too")
    void ofPostgres(ComposeStack stack) throws Exception {
        Outcome outcome =
                stack.compose("run", "--rm", "--no-deps", "-T", "--volume", "/run/secrets", "postgres", "postgres");
        assertThat(outcome.status()).isEqualTo(REFUSED);
        assertThat(outcome.output()).contains("POSTGRES_PASSWORD is not set", "KEYCLOAK_DB_PASSWORD is not set");
    }

    @Test
    @DisplayName("of the demo stay on this machine: Keycloak starts under no public name with its accounts")
    void demoInPublic(ComposeStack stack) throws Exception {
        Outcome outcome = stack.compose(
                "run",
                "--rm",
                "--no-deps",
                "-T",
                "--env",
                "KC_HOSTNAME=https://auth.example.org",
                "keycloak",
                "start",
                "--optimized");
        assertThat(outcome.status()).isEqualTo(REFUSED);
        assertThat(outcome.output()).contains("https://auth.example.org is no address of this machine");
    }

    @ParameterizedTest
    @CsvSource({
        "http://blog.example.org, https://news.example.org, https://auth.example.org, BLOG_URL must be",
        "https://blog.example.org, https://news.example.org/, https://auth.example.org, NEWSLETTER_URL must be",
        "https://blog.example.org, https://news.example.org, https://auth.example.org/auth, AUTH_URL must be",
        "https://www.example.org, https://news.example.org, https://www.example.org:444, BLOG_URL and AUTH_URL have the same host",
        "https://blog.example.org, https://www.example.org, https://www.example.org, NEWSLETTER_URL and AUTH_URL have the same host",
        "https://www.example.org, https://www.example.org:444, https://auth.example.org, BLOG_URL and NEWSLETTER_URL have the same host"
    })
    @DisplayName("aside, the web front refuses addresses that are not safe")
    void addresses(String blog, String newsletter, String auth, String words, ComposeStack stack) throws Exception {
        List<String> run = new ArrayList<>(List.of("run", "--rm", "--env", "BLOG_URL=" + blog));
        run.addAll(List.of("--env", "NEWSLETTER_URL=" + newsletter, "--env", "AUTH_URL=" + auth, "keycloak-spa/web"));
        Outcome outcome = stack.docker(run.toArray(String[]::new));
        assertThat(outcome.status()).isEqualTo(REFUSED);
        assertThat(outcome.output()).contains("Not started: " + words);
    }
}
