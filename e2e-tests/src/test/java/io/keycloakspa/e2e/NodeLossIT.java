package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.SpaApi;
import io.keycloakspa.launcher.LocalEnvironment;
import io.keycloakspa.launcher.Ports;
import io.keycloakspa.launcher.keycloak.KeycloakServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** C-44 where it hurts: a node of a cluster is killed, without a farewell, while people depend on it. */
@Tag("full")
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("When one of two nodes is killed")
class NodeLossIT {

    private static final String RESET = "/password-resets";
    private static final String DONE = "Your password was reset";
    private static final int PEOPLE = 200;
    private static final int FAILURES = 4;

    private TestEnvironment environment;
    private KeycloakServer nodeA;
    private KeycloakServer nodeB;

    @BeforeEach
    void start(TestEnvironment shared, LocalEnvironment local) throws Exception {
        environment = shared;
        environment.needs(Need.PROCESSES);
        Ports free = Ports.free();
        nodeA = local.clusterNode("keycloak-lost", free.keycloak(), free.keycloakManagement());
        nodeB = local.clusterNode("keycloak-kept", free.api(), free.apiManagement());
    }

    @AfterEach
    void stop() {
        // None was started where the target has no processes to kill.
        Stream.of(nodeA, nodeB).filter(Objects::nonNull).forEach(KeycloakServer::close);
    }

    @Test
    @DisplayName(
            "between mail and click, the link works on the other; wrong passwords on the two have counted together")
    void betweenMailAndClick() throws Exception {
        String realm = "node-loss";
        RealmAdmin admin = BlogRealmCopy.create(environment, realm, copy -> {
            BlogRealmCopy.allowPasswordGrant(copy);
            copy.put("bruteForceProtected", true);
            copy.put("failureFactor", FAILURES);
            copy.put("waitIncrementSeconds", 900);
            copy.put("maxFailureWaitSeconds", 900);
            copy.put("quickLoginCheckMilliSeconds", 0);
        });
        Account guessed = admin.createAccount("guessed");
        // On each node alone too few.
        for (int n = 0; n < FAILURES; n++) {
            assertThat(signIn(n % 2 == 0 ? nodeA : nodeB, realm, guessed, "this-is-the-wrong-password"))
                    .isFalse();
        }
        // They are counted off the request, and a right password in between would clear the count.
        await().pollDelay(Duration.ofSeconds(2))
                .until(() -> !signIn(nodeA, realm, guessed, guessed.password())
                        && !signIn(nodeB, realm, guessed, guessed.password()));

        Account account = admin.createAccount("bereft");
        assertThat(SpaApi.at(nodeA.baseUrl(), realm)
                        .post(RESET, "identity", account.username())
                        .status())
                .isEqualTo(202);
        String token = token(account);
        kill(nodeA);
        SpaApi atB = SpaApi.at(nodeB.baseUrl(), realm);
        assertThat(redeem(atB, token, newPassword(account)).status()).isEqualTo(200);
        assertThat(redeem(atB, token, newPassword(account)).code()).isEqualTo("invalid_link");
        assertThat(signIn(nodeB, realm, account, newPassword(account))).isTrue();
    }

    @Test
    @DisplayName(
            "among 200 redeems at once, no token is spent twice, and nobody who is cut off loses more than a retry")
    void among200Redeems() throws Exception {
        String realm = "node-loss-crowd";
        RealmAdmin admin = BlogRealmCopy.create(environment, realm, BlogRealmCopy::allowPasswordGrant);
        SpaApi atB = SpaApi.at(nodeB.baseUrl(), realm);
        List<Account> people = new ArrayList<>();
        for (int n = 0; n < PEOPLE; n++) {
            people.add(admin.createAccount("crowd"));
        }
        for (Account person : people) {
            assertThat(atB.post(RESET, "identity", person.username()).status()).isEqualTo(202);
        }
        List<String> tokens = people.stream().map(this::token).toList();

        var answered = new AtomicInteger();
        var retried = new AtomicInteger();
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int n = 0; n < PEOPLE; n++) {
            Account person = people.get(n);
            String token = tokens.get(n);
            KeycloakServer node = n % 2 == 0 ? nodeA : nodeB;
            calls.add(() -> {
                try {
                    // A connection each, as people have; one takes a hundred requests at once.
                    Answer answer = redeem(SpaApi.at(node.baseUrl(), realm), token, newPassword(person));
                    if (answered.incrementAndGet() == PEOPLE / 10) {
                        kill(nodeA);
                    }
                    return answer;
                } catch (IOException e) {
                    retried.incrementAndGet();
                    return redeem(SpaApi.at(nodeB.baseUrl(), realm), token, otherPassword(person));
                }
            });
        }
        List<Answer> answers = new ArrayList<>();
        try (var crowd = Executors.newFixedThreadPool(PEOPLE)) {
            for (Future<Answer> answer : crowd.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        System.out.println("Node loss: " + retried + " of " + PEOPLE + " had to try again");
        assertThat(retried.get()).isPositive();

        int doneBefore = 0;
        for (int n = 0; n < PEOPLE; n++) {
            Account person = people.get(n);
            if (answers.get(n).status() != 200) {
                // The node died after the password was set and before the answer left.
                assertThat(answers.get(n).code()).isEqualTo("invalid_link");
                doneBefore++;
            }
            // Each try had a password of its own.
            boolean retryTook = signIn(nodeB, realm, person, otherPassword(person));
            assertThat(retryTook || signIn(nodeB, realm, person, newPassword(person)))
                    .as("%s, whose last answer was %s", person.username(), answers.get(n))
                    .isTrue();
            assertThat(!retryTook || answers.get(n).status() == 200).isTrue();
            assertThat(admin.get("/events?type=UPDATE_CREDENTIAL&user=" + person.id()))
                    .as("changes of the password of %s", person.username())
                    .hasSize(1);
            assertThat(redeem(atB, tokens.get(n), newPassword(person)).code()).isEqualTo("invalid_link");
        }
        assertThat(doneBefore).isLessThanOrEqualTo(retried.get());
        System.out.println("Node loss: " + doneBefore + " of these had the new password already");
        assertThat(people)
                .allSatisfy(person -> assertThat(new Mailbox(environment, person.email()).mails())
                        .filteredOn(mail -> mail.subject().contains(DONE))
                        .hasSizeLessThanOrEqualTo(1));
    }

    private static void kill(KeycloakServer node) {
        ProcessHandle script = node.process().orElseThrow().handle();
        List<ProcessHandle> family = new ArrayList<>(script.descendants().toList());
        family.add(script);
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(process -> process.onExit().join());
    }

    private boolean signIn(KeycloakServer node, String realm, Account account, String password) throws Exception {
        URI issuer = URI.create(node.baseUrl() + "/realms/" + realm);
        return new CodeFlow(issuer, "blog-spa", URI.create(environment.webUrl() + "/callback"))
                        .passwordGrant(account.username(), password)
                        .status()
                == 200;
    }

    private String token(Account account) {
        return new MailedLink(new Mailbox(environment, account.email()).link()).token();
    }

    private static Answer redeem(SpaApi node, String token, String password) throws Exception {
        return node.post(RESET + "/redeem", "token", token, "password", password);
    }

    private static String newPassword(Account account) {
        return "the-new-one-of-" + account.id();
    }

    private static String otherPassword(Account account) {
        return "the-other-one-of-" + account.id();
    }
}
