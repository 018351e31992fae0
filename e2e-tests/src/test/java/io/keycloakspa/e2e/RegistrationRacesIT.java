package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.spa.RegistrationRealm.errors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.environment.KeycloakLog;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.spa.Registration;
import io.keycloakspa.e2e.spa.RegistrationRealm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** C-17: many registrations at once. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Twenty registrations at once")
class RegistrationRacesIT {

    private static final int HANDS = 20;

    private RegistrationRealm realm;
    private RegistrationRealm plain;
    private KeycloakLog log;

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        log = KeycloakLog.fromNow(environment);
        realm = RegistrationRealm.create(environment, "registration-races", copy -> {});
        plain = RegistrationRealm.create(
                environment, "registration-races-plain", copy -> copy.put("verifyEmail", false));
    }

    /** A database that refuses the second of two accounts says so in the log, with the address. */
    @AfterAll
    void leaks() throws Exception {
        assertThat(log.leaks()).isEmpty();
    }

    @Test
    @DisplayName("C-17: that are the same make one account and one mail, and each is the 202")
    void identical() throws Exception {
        Registration registration = Registration.fresh();
        assertThat(atOnce(realm, () -> registration)).extracting(Answer::status).containsOnly(202);
        realm.awaitMails(registration.email(), 1);
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(30))
                .until(() -> realm.mails(registration.email()).size() == 1);
        assertThat(realm.named(registration.username())).hasSize(1);
        assertThat(realm.withAddress(registration.email())).hasSize(1);
        assertThat(realm.outcomes(registration.username())).containsExactly("registered");
    }

    @Test
    @DisplayName("C-13: for one name by twenty addresses give it to one of them")
    void oneName() throws Exception {
        String name = Registration.freshName();
        List<Answer> answers = atOnce(realm, () -> Registration.of(name, Registration.freshName() + "@example.org"));
        assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 202)
                .allSatisfy(answer -> assertThat(errors(answer)).containsExactly("/username username_taken"));
        realm.made(name);
        assertThat(realm.outcomes(name)).filteredOn("registered"::equals).hasSize(1);
    }

    @Test
    @DisplayName("C-12: for one address by twenty names make one account, and are all the 202")
    void oneAddress() throws Exception {
        String email = Registration.freshName() + "@example.org";
        assertThat(atOnce(realm, () -> Registration.of(Registration.freshName(), email)))
                .extracting(Answer::status)
                .containsOnly(202);
        realm.awaitMails(email, 2);
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(30))
                .until(() -> realm.mails(email).size() == 2);
        assertThat(realm.mails(email))
                .extracting(mail -> mail.subject())
                .containsExactlyInAnyOrder("Confirm your e-mail address", "You already have an account");
        assertThat(realm.withAddress(email)).hasSize(1);
    }

    @Test
    @DisplayName("C-17: that are the same make one account also where addresses are not confirmed")
    void identicalWithPassword() throws Exception {
        Registration registration = Registration.fresh().with("password", "the-new-one-and-the-first");
        List<Answer> answers = atOnce(plain, () -> registration);
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer ->
                        assertThat(errors(answer)).containsExactly("/username username_taken", "/email email_taken"));
        assertThat(plain.named(registration.username())).hasSize(1);
    }

    /** Starts all of them at the same moment, and waits for all. */
    private static List<Answer> atOnce(RegistrationRealm realm, Supplier<Registration> each) throws Exception {
        var start = new CyclicBarrier(HANDS);
        try (var people = Executors.newFixedThreadPool(HANDS)) {
            List<Future<Answer>> running = Stream.generate(each)
                    .limit(HANDS)
                    .map(registration -> people.submit(() -> {
                        start.await();
                        return realm.register(registration);
                    }))
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
