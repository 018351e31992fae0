package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.admin.MailOutcomes.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.MailOutcomes;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.FaultyMailServer;
import io.keycloakspa.e2e.environment.KeycloakLog;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.spa.SpaApi;
import io.keycloakspa.launcher.Ports;
import io.keycloakspa.launcher.mail.Inbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;

/** C-18 for mails on request, C-40: whoever asks notices nothing of a mail server that is unwell. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("When the mail server is unwell")
class MailFaultIT {

    private static final String RESET = "/password-resets";
    private static final String FAILED = "email_send_failed";
    // More than the threads that send.
    private static final int PEOPLE = 10;
    // What a request may take longer; a wait for the mail server would take ten seconds.
    private static final double NOISE_MILLISECONDS = 100;

    private TestEnvironment environment;
    private KeycloakLog log;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        log = KeycloakLog.fromNow(shared);
        // Keycloak has to reach mail servers that are started here.
        shared.needs(Need.SERVERS);
    }

    @AfterAll
    void leaks() throws Exception {
        assertThat(log.leaks()).isEmpty();
    }

    @Test
    @DisplayName("a request is answered at once, and the mail comes when the server is back, with a code that works")
    void mailServerDown() throws Exception {
        Ports free = Ports.free();
        String realm = "mail-down";
        RealmAdmin admin = realm(realm, free.smtp());
        Account account = admin.createAccount("patient");
        SpaApi api = new SpaApi(environment, realm);
        var answer = api.post(RESET, "identity", account.username());
        assertThat(answer.status()).isEqualTo(202);
        var outcomes = new MailOutcomes(admin);
        assertThat(outcomes.waitFor(account.username(), 1)).containsExactly(FAILED);

        try (Inbox back = Inbox.start(free.smtp(), free.inbox())) {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> !back.messages(account.email()).isEmpty());
            assertThat(outcomes.waitFor(account.username(), 2)).containsExactly(SENT, FAILED);
            assertThat(back.messages(account.email())).hasSize(1);
            String code = back.messages(account.email())
                    .get(0)
                    .text()
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{8}"))
                    .findFirst()
                    .orElseThrow();
            String handle = answer.body().path("next").path("handle").asString();
            String password = "the-new-one-" + UUID.randomUUID();
            assertThat(api.post(RESET + "/redeem", "handle", handle, "code", code, "password", password)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("a refused recipient is an event for the administrator and no news for whoever asks")
    void mailServerRefuses() throws Exception {
        try (FaultyMailServer refusing = FaultyMailServer.refusing()) {
            String realm = "mail-refused";
            RealmAdmin admin = realm(realm, refusing.port());
            Account account = admin.createAccount("refused");
            SpaApi api = new SpaApi(environment, realm);
            var known = api.post(RESET, "identity", account.username());
            assertThat(MailRequestIT.masked(known))
                    .isEqualTo(MailRequestIT.masked(api.post(RESET, "identity", "nobody-is-called-so")));
            assertThat(new MailOutcomes(admin).waitFor(account.username(), 1)).containsExactly(FAILED);
            assertThat(refusing.connections()).isPositive();
            end(admin);
        }
    }

    @Test
    @DisplayName("a server that never answers makes no request slower, and other realms' mails still go out")
    void mailServerHangs() throws Exception {
        try (FaultyMailServer silent = FaultyMailServer.silent()) {
            RealmAdmin hanging = realm("mail-hangs", silent.port());
            RealmAdmin well = realm("mail-well", environment.smtpPort());
            List<Double> slow = new ArrayList<>();
            List<Double> quick = new ArrayList<>();
            Account last = well.createAccount("warm-up");
            time("mail-well", last);
            time("mail-hangs", hanging.createAccount("warm-up"));
            for (int n = 0; n < PEOPLE; n++) {
                slow.add(time("mail-hangs", hanging.createAccount("hanging")));
                last = well.createAccount("well");
                quick.add(time("mail-well", last));
            }
            String name = last.username();
            System.out.printf(
                    "Time of a request, medians of %d: mail server hangs %.1f ms, is well %.1f ms%n",
                    PEOPLE, median(slow), median(quick));
            assertThat(median(slow)).isLessThan(median(quick) + NOISE_MILLISECONDS);
            assertThat(silent.connections()).as("it did hang").isPositive();
            assertThat(new MailOutcomes(well).waitFor(name, 1)).containsExactly(SENT);
            end(hanging);
        }
    }

    private RealmAdmin realm(String name, int smtpPort) throws Exception {
        Consumer<ObjectNode> port =
                realm -> ((ObjectNode) realm.path("smtpServer")).put("port", Integer.toString(smtpPort));
        return BlogRealmCopy.create(environment, name, port);
    }

    /** Ends what still waits for its mail server. */
    private static void end(RealmAdmin admin) throws Exception {
        assertThat(admin.send("DELETE", "", "").status()).isEqualTo(204);
    }

    /** How long a request takes, in milliseconds. */
    private double time(String realm, Account account) throws Exception {
        var api = new SpaApi(environment, realm);
        long start = System.nanoTime();
        assertThat(api.post(RESET, "identity", account.username()).status()).isEqualTo(202);
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }
}
