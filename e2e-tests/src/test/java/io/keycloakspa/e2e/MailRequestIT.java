package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.admin.MailOutcomes.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.MailOutcomes;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.KeycloakLog;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.SpaApi;
import io.keycloakspa.launcher.mail.InboxMessage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** C-23, C-40: who asks for a mail learns nothing, and only who is meant gets one. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Asking for a mail")
class MailRequestIT {

    private static final String REALM = "mail-request";
    private static final String CONFIRM = "/confirmations";
    private static final String RESET = "/password-resets";
    private static final String REFERENCE = "unknown name";
    private static final Map<String, String> SUBJECTS =
            Map.of(CONFIRM, "Confirm your e-mail address", RESET, "Reset your password");

    private final Map<String, Asked> classes = new LinkedHashMap<>();
    private TestEnvironment environment;
    private RealmAdmin admin;
    private MailOutcomes outcomes;
    private SpaApi api;
    private KeycloakLog log;

    /**
     * What is typed for one class of people.
     *
     * @param mailbox of the account that is meant, or would be
     * @param reset what becomes of it, likewise {@code confirm}
     */
    private record Asked(String identity, String mailbox, String reset, String confirm) {}

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        log = KeycloakLog.fromNow(shared);
        shared.needs(Need.INSTRUMENTS);
        admin = BlogRealmCopy.create(shared, REALM, realm -> {
            BlogRealmCopy.allowPasswordGrant(realm);
            realm.put("bruteForceProtected", true).put("failureFactor", 1).put("waitIncrementSeconds", 900);
            realm.put("maxFailureWaitSeconds", 900).put("quickLoginCheckMilliSeconds", 0);
        });
        LoginFederationIT.addDirectory(admin);
        api = new SpaApi(shared, REALM);
        outcomes = new MailOutcomes(admin);

        String done = "email_already_verified";
        String nobody = "user_not_found";
        classes.put(REFERENCE, new Asked("nobody-is-called-so", "nobody-is-called-so@example.org", nobody, nobody));
        classes.put("unknown address", new Asked("nobody@example.org", "nobody@example.org", nobody, nobody));
        Account named = admin.createAccount("named");
        classes.put("known by name", new Asked(named.username(), named.email(), SENT, done));
        Account addressed = admin.createAccount("addressed");
        classes.put("known by address", new Asked(addressed.email(), addressed.email(), SENT, done));
        Account loud = admin.createAccount("loud");
        classes.put(
                "known by address in capitals",
                new Asked(" " + loud.email().toUpperCase(Locale.ROOT), loud.email(), SENT, done));
        for (boolean byName : List.of(true, false)) {
            String name = "unconfirmed-" + byName;
            Account fresh = admin.createAccount(name, name + "@example.org", Map.of("emailVerified", false));
            String typed = byName ? fresh.username() : fresh.email();
            classes.put("unconfirmed by " + (byName ? "name" : "address"), new Asked(typed, fresh.email(), SENT, SENT));
        }
        String disabled = "disabled-person@example.org";
        admin.createAccount("disabled-person", disabled, Map.of("enabled", false, "emailVerified", false));
        classes.put("disabled", new Asked("disabled-person", disabled, "user_disabled", "user_disabled"));
        admin.importAccount("without-address", "", Map.of());
        classes.put(
                "without address",
                new Asked("without-address", "without-address@example.org", "invalid_email", "invalid_email"));
        classes.put("federated by name", new Asked("MixedCase", "mixed.case@example.org", SENT, done));
        Account locked = lock();
        classes.put("locked", new Asked(locked.username(), locked.email(), SENT, done));
        Account victim = shadowedVictim();
        classes.put("address that is also a user name", new Asked(victim.email(), victim.email(), SENT, done));
    }

    /** Somebody whose address is another account's user name, as old data may have it. */
    private Account shadowedVictim() throws Exception {
        Account victim = admin.createAccount("victim");
        admin.importAccount(victim.email(), "attacker-of-" + victim.email(), Map.of());
        return victim;
    }

    private Account lock() throws Exception {
        CodeFlow flow = LoginIdentityIT.flow(environment, REALM);
        Account account = admin.createAccount("locked");
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            flow.passwordGrant(account.username(), "wrong");
            return admin.get("/attack-detection/brute-force/users/" + account.id())
                    .path("disabled")
                    .asBoolean();
        });
        return account;
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
    @DisplayName("C-40: for a new password is answered alike, and the right mailbox gets one mail if one is due")
    void enumerationByReset(String who) throws Exception {
        Asked asked = asked(who);
        int before = outcomes.of(asked.identity()).size();
        assertAlike(RESET, who);
        assertThat(outcomes.waitFor(asked.identity(), before + 1).get(0)).isEqualTo(asked.reset());
        assertMailed(RESET, asked.mailbox(), asked.reset());
    }

    @ParameterizedTest
    @MethodSource("everyClass")
    @DisplayName("C-23: for a confirmation is answered alike, and the right mailbox gets one mail if one is due")
    void enumerationByConfirmation(String who) throws Exception {
        Asked asked = asked(who);
        int before = outcomes.of(asked.identity()).size();
        assertAlike(CONFIRM, who);
        assertThat(outcomes.waitFor(asked.identity(), before + 1).get(0)).isEqualTo(asked.confirm());
        assertMailed(CONFIRM, asked.mailbox(), asked.confirm());
    }

    private void assertAlike(String path, String who) throws Exception {
        Answer answer = api.post(path, "identity", asked(who).identity());
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("next").path("type").asString()).isEqualTo("await_mail");
        assertThat(masked(answer)).isEqualTo(masked(api.post(path, "identity", "no-such-person-at-all")));
    }

    private void assertMailed(String path, String mailbox, String outcome) {
        assertThat(new Mailbox(environment, mailbox).mails())
                .extracting(InboxMessage::subject)
                .filteredOn(subject -> subject.equals(SUBJECTS.get(path)))
                .hasSize(outcome.equals(SENT) ? 1 : 0);
    }

    @Test
    @DisplayName("C-31: an account whose user name is a victim's address never gets the victim's mail")
    void usernameEqualToVictimsAddressNeverReceivesReset() throws Exception {
        Account victim = shadowedVictim();
        api.post(RESET, "identity", victim.email());
        api.post(CONFIRM, "identity", victim.email());
        assertThat(outcomes.waitFor(victim.email(), 2)).containsExactlyInAnyOrder(SENT, "email_already_verified");
        assertThat(new Mailbox(environment, victim.email()).mails()).hasSize(1);
        assertThat(new Mailbox(environment, "attacker-of-" + victim.email()).mails())
                .isEmpty();
    }

    static Stream<String> hostileTexts() {
        return LoginIdentityIT.hostileTexts();
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    @DisplayName("C-01: with hostile text is answered like any other, or refused for its form, and mails nobody")
    void hostileText(String typed) throws Exception {
        int before = environment.inbox().messages(null).size();
        for (String path : List.of(RESET, CONFIRM)) {
            Answer answer = api.post(path, "identity", typed);
            if (typed.isBlank() || typed.length() > 1280) {
                assertThat(answer.code()).isEqualTo("validation_failed");
                assertThat(answer.body().path("errors").get(0).path("pointer").asString())
                        .isEqualTo("/identity");
            } else {
                assertThat(masked(answer)).isEqualTo(masked(api.post(path, "identity", "no-such-person-at-all")));
                assertThat(outcomes.waitFor(typed, path.equals(RESET) ? 1 : 2)).containsOnly("user_not_found");
            }
        }
        assertThat(environment.inbox().messages(null)).hasSize(before);
    }

    private Asked asked(String who) {
        return Objects.requireNonNull(classes.get(who), who);
    }

    /** Status, headers and body, but for the date and the letters of the handle. */
    static String masked(Answer answer) {
        var headers = new TreeMap<String, Object>(answer.response().headers().map());
        headers.remove("date");
        headers.remove(":status");
        String handle = answer.body().path("next").path("handle").asString("");
        String body = answer.response().body().replace(handle, "*".repeat(handle.length()));
        return answer.status() + "\n" + headers + "\n" + body;
    }
}
