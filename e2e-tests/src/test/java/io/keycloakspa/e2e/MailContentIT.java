package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.KeycloakLog;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.SpaApi;
import io.keycloakspa.launcher.mail.InboxMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** C-07, C-24: what stands in a mail that was asked for over JSON, and in which language. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A mail that was asked for")
class MailContentIT {

    private static final String REALM = "mail-content";
    private static final String RESET = "/password-resets";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TestEnvironment environment;
    private RealmAdmin admin;
    private SpaApi api;
    private KeycloakLog log;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        log = KeycloakLog.fromNow(shared);
        admin = BlogRealmCopy.create(shared, REALM, realm -> {});
        api = new SpaApi(shared, REALM);
    }

    @AfterAll
    void leaks() throws Exception {
        assertThat(log.leaks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "de, '', '', Neues Passwort wählen",
        "de-AT, '', '', Neues Passwort wählen",
        "en, de, '', Reset your password",
        "'', 'de-CH, en;q=0.5', '', Neues Passwort wählen",
        "'', fr, '', Reset your password",
        "fr, '', '', Reset your password",
        "'not a language', '', '', Reset your password",
        "'', '', '', Reset your password",
        "en, en, de, Neues Passwort wählen",
        "de, de, en, Reset your password"
    })
    @DisplayName("speaks as the account does, else as the request wants, else as the browser")
    void language(String locale, String accepted, String ofAccount, String subject) throws Exception {
        Account account = account(ofAccount.isEmpty() ? Map.of() : Map.of("locale", List.of(ofAccount)));
        String body = JSON.writeValueAsString(
                locale.isEmpty()
                        ? Map.of("client_id", "blog-spa", "identity", account.email())
                        : Map.of("client_id", "blog-spa", "identity", account.email(), "locale", locale));
        Answer answer = accepted.isEmpty() ? api.send(RESET, body) : api.send(RESET, body, "Accept-Language", accepted);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(mail(account).subject()).isEqualTo(subject);
    }

    @Test
    @DisplayName("has the link and the code, in text and in HTML, and the link leads into the app with the state")
    void content() throws Exception {
        Account account = account(Map.of());
        String state = "/articles/7?draft=\u00fc&x=<b>#here \ud83d\ude00";
        api.post(RESET, "identity", account.username(), "state", state);
        InboxMessage mail = mail(account);
        var mailbox = new Mailbox(environment, account.email());
        Document html = Jsoup.parse(mail.html());
        assertThat(html.text()).contains(mailbox.code());
        assertThat(html.select("a").eachAttr("href")).contains(mailbox.link());
        assertThat(mailbox.link())
                .startsWith(environment.keycloakUrl() + "/realms/" + REALM + "/spa/v1/link?client_id=blog-spa&key=");
        assertThat(mail.text()).contains("10 minutes").doesNotContain(account.username());
        MailedLink.Landing landing = new MailedLink(mailbox.link()).open();
        assertThat(landing.status()).isEqualTo(303);
        assertThat(landing.page()).isEqualTo(environment.webUrl() + "/account/reset");
        assertThat(landing.context()).containsEntry("state", state);
        Answer done =
                api.post(RESET + "/redeem", "token", landing.token(), "password", "the-new-one-" + UUID.randomUUID());
        assertThat(done.body().path("next").path("state").asString()).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {RESET, "/confirmations"})
    @DisplayName("C-07: takes a state of 512 bytes, and no longer one")
    void oversizedState(String path) throws Exception {
        String longest = "\u00e4".repeat(256);
        assertThat(api.post(path, "identity", "nobody", "state", longest).status())
                .isEqualTo(202);
        Answer refused = api.post(path, "identity", "nobody", "state", longest + "x");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("validation_failed");
        var error = refused.body().path("errors").get(0);
        assertThat(error.path("pointer").asString()).isEqualTo("/state");
        assertThat(error.path("code").asString()).isEqualTo("too_long");
    }

    private Account account(Map<String, Object> attributes) throws Exception {
        String name = "reader-" + UUID.randomUUID().toString().substring(0, 8);
        return admin.createAccount(name, name + "@example.org", Map.of("attributes", attributes));
    }

    private InboxMessage mail(Account account) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> new Mailbox(environment, account.email()).mails(), mails -> !mails.isEmpty())
                .get(0);
    }
}
