package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.admin.MailOutcomes.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.MailOutcomes;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.KeycloakLog;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.ServerClock;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.SpaApi;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** C-23: how often one mailbox is written to, and how often one source and one app may ask. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Limits of mails")
class MailLimitIT {

    private static final String REALM = "mail-limit";
    private static final String RESET = "/password-resets";
    private static final String LIMITED = "slow_down";
    private static final String FEW = "3";
    private static final String NOBODY = "{\"client_id\": \"%s\", \"identity\": \"nobody-is-called-so\"}";

    private TestEnvironment environment;
    private RealmAdmin admin;
    private MailOutcomes outcomes;
    private SpaApi api;
    private KeycloakLog log;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        log = KeycloakLog.fromNow(shared);
        shared.needs(Need.INSTRUMENTS);
        admin = BlogRealmCopy.create(shared, REALM, realm -> {});
        outcomes = new MailOutcomes(admin);
        api = new SpaApi(shared, REALM);
        var clock = new JsonHttp(URI.create(shared.issuer() + "/cache-clock"));
        assertThat(clock.send("PUT", "/shared", "").status()).isEqualTo(204);
    }

    @AfterAll
    void leaks() throws Exception {
        assertThat(log.leaks()).isEmpty();
    }

    @Test
    @DisplayName("one mail a minute for one mailbox and purpose, however it is asked for; links that are out stay good")
    void floodingAMailbox() throws Exception {
        Account account = admin.createAccount("flooded");
        assertThat(ask(account.username())).isEqualTo(SENT);
        String link = new Mailbox(environment, account.email()).link();
        assertThat(ask(account.email())).isEqualTo(LIMITED);
        assertThat(ask(account.email().toUpperCase(Locale.ROOT))).isEqualTo(LIMITED);
        assertMails(account, 1);
        new ServerClock(environment).ahead(Duration.ofSeconds(61), () -> {
            assertThat(ask(account.username())).isEqualTo(SENT);
            assertMails(account, 2);
            assertThat(new Mailbox(environment, account.email()).link()).isNotEqualTo(link);
        });
        assertThat(api.post("/link-info", "token", new MailedLink(link).token()).status())
                .as("the first link")
                .isEqualTo(200);
    }

    @Test
    @DisplayName("five mails an hour for one mailbox and purpose")
    void floodingAMailboxSlowly() throws Exception {
        Account account = admin.createAccount("slowly");
        for (int minute = 0; minute < 5; minute++) {
            assertAsked(Duration.ofSeconds(61L * minute), account, SENT);
        }
        assertAsked(Duration.ofSeconds(61 * 5), account, LIMITED);
        assertAsked(Duration.ofMinutes(59), account, LIMITED);
        assertMails(account, 5);
        assertAsked(Duration.ofMinutes(61), account, SENT);
        assertMails(account, 6);
    }

    @Test
    @DisplayName("a mail of another purpose has a limit of its own")
    void purposesApart() throws Exception {
        String address = "both-ways@example.org";
        Account account = admin.createAccount("both-ways", address, Map.of("emailVerified", false));
        assertThat(ask(account.username())).isEqualTo(SENT);
        assertThat(api.post("/confirmations", "identity", account.username()).status())
                .isEqualTo(202);
        assertThat(outcomes.waitFor(account.username(), 2)).containsExactly(SENT, SENT);
        assertMails(account, 2);
    }

    @Test
    @DisplayName("twenty requests at once send exactly one mail")
    void floodingInParallel() throws Exception {
        Account account = admin.createAccount("parallel");
        Callable<Answer> request = () -> api.post(RESET, "identity", account.email());
        try (var people = Executors.newFixedThreadPool(20)) {
            for (Future<Answer> answer : people.invokeAll(Collections.nCopies(20, request))) {
                assertThat(answer.get().status()).isEqualTo(202);
            }
        }
        assertThat(outcomes.waitFor(account.email(), 20)).hasSize(20).containsOnlyOnce(SENT);
        assertMails(account, 1);
    }

    @Test
    @DisplayName("a source that asks too often is told when to come again, in a form that the app can read")
    void floodingFromOneSource() throws Exception {
        SpaApi limited = limited("mail-limit-source", "requests.per.source");
        String origin = environment.webUrl().toString();
        spend(limited, "blog-spa");
        Answer refused = limited.send(RESET, NOBODY.formatted("blog-spa"), "Origin", origin);
        assertLimited(refused);
        assertThat(refused.header("access-control-allow-origin")).isEqualTo(origin);
        assertThat(refused.header("access-control-expose-headers").toLowerCase(Locale.ROOT))
                .contains("retry-after");
        assertThat(limited.send(RESET, NOBODY.formatted("blog-spa"), "Origin", "https://evil.example")
                        .header("access-control-allow-origin"))
                .isEmpty();
        assertLimited(limited.as("newsletter").post("/confirmations", "identity", "nobody-is-called-so"));
    }

    @Test
    @DisplayName("nobody becomes another source by X-Forwarded-For, where Keycloak is not told to trust it")
    void forgedSource() throws Exception {
        SpaApi limited = limited("mail-limit-forged", "requests.per.source");
        spend(limited, "blog-spa");
        for (String header : new String[] {"X-Forwarded-For", "X-Real-IP", "Forwarded"}) {
            String value = header.equals("Forwarded") ? "for=203.0.113.7" : "203.0.113.7";
            assertLimited(limited.send(RESET, NOBODY.formatted("blog-spa"), header, value));
        }
    }

    @Test
    @DisplayName("an app whose people ask too often does not shut out another")
    void floodingThroughOneApp() throws Exception {
        SpaApi limited = limited("mail-limit-client", "requests.per.client");
        spend(limited, "blog-spa");
        assertLimited(limited.post(RESET, "identity", "nobody-is-called-so"));
        assertThat(limited.as("newsletter")
                        .post(RESET, "identity", "nobody-is-called-so")
                        .status())
                .isEqualTo(202);
    }

    private SpaApi limited(String realm, String setting) throws Exception {
        BlogRealmCopy.create(
                environment, realm, copy -> BlogRealmCopy.settings(copy).put(setting, FEW));
        return new SpaApi(environment, realm);
    }

    private static void spend(SpaApi limited, String client) throws Exception {
        for (int n = 0; n < Integer.parseInt(FEW); n++) {
            assertThat(limited.send(RESET, NOBODY.formatted(client)).status()).isEqualTo(202);
        }
    }

    private static void assertLimited(Answer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(answer.header("retry-after"))).isBetween(1, 60);
    }

    private void assertAsked(Duration ahead, Account account, String outcome) throws Exception {
        new ServerClock(environment)
                .ahead(ahead, () -> assertThat(ask(account.username())).isEqualTo(outcome));
    }

    /** What becomes of one more request. */
    private String ask(String identity) throws Exception {
        int before = outcomes.of(identity).size();
        assertThat(api.post(RESET, "identity", identity).status()).isEqualTo(202);
        return outcomes.waitFor(identity, before + 1).get(0);
    }

    private void assertMails(Account account, int count) {
        assertThat(new Mailbox(environment, account.email()).mails()).hasSize(count);
    }
}
