package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.spa.RegistrationRealm.errors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.KeycloakLog;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.spa.Registration;
import io.keycloakspa.e2e.spa.RegistrationRealm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** C-12, C-13: whoever registers learns nothing of who has an account already. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Registering with somebody's address")
class RegistrationSecrecyIT {

    private static final String CONFIRM = "Confirm your e-mail address";
    private static final String NOTICE = "You already have an account";
    private static final String NEW = "new";

    private final Map<String, String> classes = new LinkedHashMap<>();
    private RegistrationRealm realm;
    private KeycloakLog log;

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        log = KeycloakLog.fromNow(environment);
        environment.needs(Need.INSTRUMENTS);
        realm = RegistrationRealm.create(environment, "registration-secrecy", copy -> {});
        LoginFederationIT.addDirectory(realm.admin());
        classes.put(NEW, Registration.freshName() + "@example.org");
        classes.put("known", realm.admin().createAccount("known").email());
        classes.put(
                "known, in capitals",
                realm.admin().createAccount("loud").email().toUpperCase(Locale.ROOT));
        realm.admin().createAccount("far-away", "far-away@xn--bcher-kva.example", Map.of());
        classes.put("known, in another Unicode form", "far-away@bu\u0308cher.example");
        classes.put("unconfirmed", account("unconfirmed", Map.of("emailVerified", false)));
        classes.put(
                "unconfirmed, without a password",
                account("unclaimed", Map.of("emailVerified", false, "credentials", List.of())));
        classes.put("disabled", account("disabled", Map.of("enabled", false)));
        classes.put("federated", "mixed.case@example.org");
    }

    private String account(String name, Map<String, Object> more) throws Exception {
        return realm.admin().createAccount(name, name + "@example.org", more).email();
    }

    @AfterAll
    void leaks() throws Exception {
        assertThat(log.leaks()).isEmpty();
    }

    Stream<String> everyClass() {
        return classes.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("everyClass")
    @DisplayName("C-12: is answered like a new one, and its owner gets one mail")
    void enumerationByRegistration(String who) throws Exception {
        String email = Objects.requireNonNull(classes.get(who));
        String mailbox = email.toLowerCase(Locale.ROOT).replace("bu\u0308cher", "xn--bcher-kva");
        String subject = who.equals(NEW) ? CONFIRM : NOTICE;
        List<JsonNode> before = realm.withAddress(mailbox);
        long mailed = count(mailbox, subject);

        Registration registration = Registration.of(Registration.freshName(), email);
        Answer answer = realm.register(registration);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(MailRequestIT.masked(answer)).isEqualTo(MailRequestIT.masked(realm.register(Registration.fresh())));

        assertThat(realm.awaitOutcomes(registration.username(), 1))
                .containsExactly(who.equals(NEW) ? "registered" : "email_in_use");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(count(mailbox, subject)).isEqualTo(mailed + 1));
        if (!who.equals(NEW)) {
            assertThat(realm.named(registration.username())).isEmpty();
            assertThat(realm.withAddress(mailbox)).isEqualTo(before);
            assertThat(count(mailbox, CONFIRM)).isZero();
        }
    }

    @Test
    @DisplayName("C-12, C-23: however often it is tried, its owner gets one mail a minute")
    void floodOfNotices() throws Exception {
        Account owner = realm.admin().createAccount("patient");
        for (int i = 0; i < 5; i++) {
            Registration registration = Registration.of(Registration.freshName(), owner.email());
            assertThat(realm.register(registration).status()).isEqualTo(202);
            assertThat(realm.awaitOutcomes(registration.username(), 1)).containsExactly("email_in_use");
        }
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> count(owner.email(), NOTICE) == 1);
    }

    @Test
    @DisplayName("C-13: the user name of another account stays untold together with its address")
    void nameAndAddressOfOneAccount() throws Exception {
        Account owner = realm.admin().createAccount("whole");
        List<String> taken = List.of("/username username_taken");
        assertThat(errors(realm.register(Registration.of(owner.username(), owner.email()))))
                .isEqualTo(taken);
        assertThat(errors(realm.register(Registration.of(owner.username(), Registration.freshName() + "@example.org"))))
                .isEqualTo(taken);
    }

    /** One step of a sequence: which of two names is asked for with which of two addresses. */
    private record Step(int name, int address) {}

    /**
     * A sequence under way.
     *
     * @param known which of the two addresses have an account
     */
    private record Run(List<Step> steps, List<String> names, List<String> addresses, List<Boolean> known) {}

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("C-12, C-13: no sequence of two or three registrations tells a known address from a new one")
    void oracleByRepetition(boolean settled) throws Exception {
        List<Run> runs = runs();
        Map<Run, Map<Integer, Integer>> holders = new HashMap<>();
        for (int at = 0; at < 3; at++) {
            for (Run run : runs) {
                if (at < run.steps().size()) {
                    Step step = run.steps().get(at);
                    Integer holder = holders.computeIfAbsent(run, each -> new HashMap<>())
                            .putIfAbsent(step.name(), step.address());
                    boolean granted = holder == null || holder == step.address();
                    assertThat(outcome(run, step))
                            .as("step %d of %s", at + 1, run)
                            .isEqualTo(granted ? "202" : "400 [/username username_taken]");
                }
            }
            if (settled) {
                settle();
            }
        }
    }

    /** The first step is always the same: with other names for names and addresses, so are all. */
    private List<Run> runs() throws Exception {
        List<Step> any = List.of(new Step(0, 0), new Step(0, 1), new Step(1, 0), new Step(1, 1));
        List<List<Step>> sequences = new ArrayList<>();
        for (Step second : any) {
            sequences.add(List.of(any.get(0), second));
            for (Step third : any) {
                sequences.add(List.of(any.get(0), second, third));
            }
        }
        List<Run> runs = new ArrayList<>();
        for (List<Step> steps : sequences) {
            for (int bits = 0; bits < 4; bits++) {
                List<Boolean> known = List.of((bits & 1) != 0, (bits & 2) != 0);
                List<String> addresses = new ArrayList<>();
                for (boolean has : known) {
                    addresses.add(has ? owned() : Registration.freshName() + "@example.org");
                }
                runs.add(new Run(
                        steps,
                        List.of(Registration.freshName(), Registration.freshName()),
                        List.copyOf(addresses),
                        known));
            }
        }
        return runs;
    }

    private String owned() throws Exception {
        String name = Registration.freshName();
        return account(name, Map.of("credentials", List.of()));
    }

    private String outcome(Run run, Step step) throws Exception {
        Answer answer = realm.register(
                Registration.of(run.names().get(step.name()), run.addresses().get(step.address())));
        return answer.status() == 202 ? "202" : answer.status() + " " + errors(answer);
    }

    /** Waits until all that was put off is done. */
    private void settle() {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(new Callable<Boolean>() {
                    private int seen = -1;

                    @Override
                    public Boolean call() throws Exception {
                        int now = realm.admin().get("/events?max=10000").size();
                        boolean same = now == seen;
                        seen = now;
                        return same;
                    }
                });
    }

    private long count(String mailbox, String subject) {
        return realm.mails(mailbox).stream()
                .filter(mail -> mail.subject().equals(subject))
                .count();
    }
}
