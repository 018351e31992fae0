package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.admin.MailOutcomes.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.MailOutcomes;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.SpaApi;
import io.keycloakspa.launcher.LocalEnvironment;
import io.keycloakspa.launcher.Ports;
import io.keycloakspa.launcher.keycloak.KeycloakServer;
import io.keycloakspa.launcher.mail.InboxMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * C-23, C-24, C-44 in a cluster: two Keycloak processes on one database, beside the one that all tests share. What an
 * administrator prepares goes through the latter, before a node of the cluster has heard of it.
 */
@Tag("full")
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Two nodes")
class TwoNodesIT {

    private static final String REALM = "two-nodes";
    private static final String RESET = "/password-resets";
    // Only this node stands behind a proxy that it trusts.
    private static final String BEHIND_PROXY = "--proxy-headers=xforwarded";

    private TestEnvironment environment;
    private KeycloakServer nodeA;
    private KeycloakServer nodeB;
    private RealmAdmin admin;
    private SpaApi atA;
    private SpaApi atB;

    @BeforeAll
    void start(TestEnvironment shared, LocalEnvironment local) throws Exception {
        environment = shared;
        admin = BlogRealmCopy.create(shared, REALM, realm -> {});
        Ports free = Ports.free();
        nodeA = local.clusterNode("keycloak-a", free.keycloak(), free.keycloakManagement());
        nodeB = local.clusterNode("keycloak-b", free.api(), free.apiManagement(), BEHIND_PROXY);
        atA = SpaApi.at(nodeA.baseUrl(), REALM);
        atB = SpaApi.at(nodeB.baseUrl(), REALM);
    }

    @AfterAll
    void stop() {
        nodeA.close();
        nodeB.close();
    }

    @Test
    @DisplayName("are one cluster, by their own word")
    void areOne() {
        for (String name : List.of("keycloak-a", "keycloak-b")) {
            Path log = Path.of(System.getProperty("launcher.logs"), name + ".log");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Files.readString(log).matches("(?s).*ISPN000(093|094)[^\\n]*\\(2\\).*"));
        }
    }

    @Test
    @DisplayName("a link mailed by one is redeemed on the other")
    void linkOfTheOther() throws Exception {
        Account account = admin.createAccount("crossing");
        assertThat(atA.post(RESET, "identity", account.username()).status()).isEqualTo(202);
        String token = token(account);
        assertThat(atB.post("/link-info", "token", token).status()).isEqualTo(200);
        assertThat(redeem(atB, token).status()).isEqualTo(200);
        assertThat(redeem(atA, token).code()).isEqualTo("invalid_link");
    }

    @Test
    @DisplayName("C-44: one token posted eight times at once, four times to each, succeeds once and is told of once")
    void oneTokenEightTimes() throws Exception {
        Account account = admin.createAccount("raced");
        assertThat(atA.post(RESET, "identity", account.username()).status()).isEqualTo(202);
        String token = token(account);
        List<Answer> answers = atOnce(8, node -> redeem(node, token));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("invalid_link"));
        var mailbox = new Mailbox(environment, account.email());
        await().atMost(Duration.ofSeconds(30)).until(() -> mailbox.mails().size() > 1);
        // Whoever loses is told before, and a second notice would be on its way at the same time as the first.
        await().during(Duration.ofSeconds(3)).until(() -> mailbox.mails().size() == 2);
        assertThat(mailbox.mails()).extracting(InboxMessage::subject).containsOnlyOnce("Reset your password");
    }

    @Test
    @DisplayName("C-24: wrong codes count together")
    void guessingOnBoth() throws Exception {
        Account account = admin.createAccount("guessed");
        String handle = atA.post(RESET, "identity", account.username())
                .body()
                .path("next")
                .path("handle")
                .asString();
        String code = new Mailbox(environment, account.email()).code();
        String wrong = "%08d".formatted((Integer.parseInt(code) + 1) % 100_000_000);
        for (SpaApi node : List.of(atA, atB, atA, atB, atA)) {
            assertThat(byCode(node, handle, wrong).code()).isEqualTo("invalid_code");
        }
        assertThat(byCode(atB, handle, code).code()).isEqualTo("invalid_code");
        assertThat(byCode(atA, handle, code).code()).isEqualTo("invalid_code");
    }

    @Test
    @DisplayName("C-24: a code mailed by one works on the other")
    void codeOfTheOther() throws Exception {
        Account account = admin.createAccount("coded");
        String handle = atA.post(RESET, "identity", account.username())
                .body()
                .path("next")
                .path("handle")
                .asString();
        assertThat(byCode(atB, handle, new Mailbox(environment, account.email()).code())
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("C-23: twenty requests at once, ten to each, send one mail")
    void floodingBoth() throws Exception {
        Account account = admin.createAccount("flooded");
        assertThat(atOnce(20, node -> node.post(RESET, "identity", account.username())))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(202));
        assertThat(new MailOutcomes(admin).waitFor(account.username(), 20))
                .hasSize(20)
                .containsOnlyOnce(SENT);
        assertThat(new Mailbox(environment, account.email()).mails()).hasSize(1);
    }

    @Test
    @DisplayName("requests of one source count together, and X-Forwarded-For names it only where a proxy is trusted")
    void limitsOfBoth() throws Exception {
        String realm = "two-nodes-limited";
        BlogRealmCopy.create(
                environment, realm, copy -> BlogRealmCopy.settings(copy).put("requests.per.source", "4"));
        SpaApi limitedA = SpaApi.at(nodeA.baseUrl(), realm);
        SpaApi limitedB = SpaApi.at(nodeB.baseUrl(), realm);
        for (SpaApi node : List.of(limitedA, limitedB, limitedA, limitedB)) {
            assertThat(forwarded(node, "127.0.0.1").status()).isEqualTo(202);
        }
        assertThat(forwarded(limitedA, "203.0.113.7").status()).isEqualTo(429);
        assertThat(forwarded(limitedB, "127.0.0.1").status()).isEqualTo(429);
        assertThat(forwarded(limitedB, "203.0.113.7").status()).isEqualTo(202);
    }

    private static Answer forwarded(SpaApi node, String source) throws Exception {
        String body = "{\"client_id\": \"blog-spa\", \"identity\": \"nobody-is-called-so\"}";
        return node.send(RESET, body, "X-Forwarded-For", source);
    }

    /** What is asked of a node. */
    private interface Call {
        Answer to(SpaApi node) throws Exception;
    }

    private List<Answer> atOnce(int count, Call call) throws Exception {
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            SpaApi node = n % 2 == 0 ? atA : atB;
            calls.add(() -> call.to(node));
        }
        List<Answer> answers = new ArrayList<>();
        try (var callers = Executors.newFixedThreadPool(count)) {
            for (Future<Answer> answer : callers.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private String token(Account account) {
        return new MailedLink(new Mailbox(environment, account.email()).link()).token();
    }

    private static Answer redeem(SpaApi node, String token) throws Exception {
        return node.post(RESET + "/redeem", "token", token, "password", newPassword());
    }

    private static Answer byCode(SpaApi node, String handle, String code) throws Exception {
        return node.post(RESET + "/redeem", "handle", handle, "code", code, "password", newPassword());
    }

    private static String newPassword() {
        return "the-new-one-" + UUID.randomUUID();
    }
}
