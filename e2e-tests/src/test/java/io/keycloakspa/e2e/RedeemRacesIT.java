package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.ConfirmLinkIT.assertIsAuthenticate;
import static io.keycloakspa.e2e.ConfirmLinkIT.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import io.keycloakspa.e2e.spa.RedeemRealm;
import io.keycloakspa.e2e.spa.RedeemRealm.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;

/** C-44: one token, many hands, and two doors: the JSON API and Keycloak's own pages. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("One token redeemed many times at once")
class RedeemRacesIT {

    private static final int HANDS = 8;
    private static final String CONFIRM = "/confirmations/redeem";
    private static final String RESET = ResetLinkIT.REDEEM;

    private RedeemRealm realm;

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        realm = RedeemRealm.create(environment, "redeem-races", copy -> {});
    }

    /** Starts all of them at the same moment, and waits for all. */
    private static List<Answer> atOnce(List<Callable<Answer>> tasks) throws Exception {
        var start = new CyclicBarrier(tasks.size());
        try (var people = Executors.newFixedThreadPool(tasks.size())) {
            List<Future<Answer>> running = new ArrayList<>();
            for (Callable<Answer> task : tasks) {
                running.add(people.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    private List<Answer> resetAtOnce(List<String> passwords, String... how) throws Exception {
        return atOnce(passwords.stream()
                .<Callable<Answer>>map(password -> () -> realm.api().post(RESET, with(how, "password", password)))
                .toList());
    }

    private static String[] with(String[] members, String name, String value) {
        var all = new ArrayList<>(List.of(members));
        all.addAll(List.of(name, value));
        return all.toArray(String[]::new);
    }

    private static List<String> passwords() {
        return IntStream.range(0, HANDS)
                .mapToObj(hand -> RedeemRealm.newPassword())
                .toList();
    }

    /** The one that won; the others have to be refused with one of the codes. */
    private static int winner(List<Answer> answers, Set<String> refusals) {
        List<Integer> won = IntStream.range(0, answers.size())
                .filter(hand -> answers.get(hand).status() == 200)
                .boxed()
                .toList();
        assertThat(won)
                .as(answers.stream().map(Answer::status).toList().toString())
                .hasSize(1);
        answers.stream().filter(answer -> answer.status() != 200).forEach(answer -> {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(refusals).contains(answer.code());
        });
        return won.get(0);
    }

    private void assertOnlyWorks(Account account, List<String> passwords, int winner) throws Exception {
        for (int hand = 0; hand < passwords.size(); hand++) {
            assertThat(realm.signsIn(account, passwords.get(hand))).isEqualTo(hand == winner);
        }
    }

    @Test
    @DisplayName("C-44: eight resets by token: one success, one password, one notice, one event")
    void eightResetsByToken() throws Exception {
        Account account = realm.admin().createAccount("eight-tokens");
        List<String> passwords = passwords();
        List<Answer> answers =
                resetAtOnce(passwords, "token", realm.askReset(account).token());
        int winner = winner(answers, Set.of("invalid_link"));
        assertOnlyWorks(account, passwords, winner);
        ResetLinkIT.assertExactlyOneNotice(realm, account);
        assertThat(realm.events(account, "UPDATE_CREDENTIAL")).hasSize(1);
        assertThat(realm.events(account, "RESET_PASSWORD")).hasSize(1);
    }

    @Test
    @DisplayName("C-44, C-24: eight resets by the right code; who comes too late may find the tries used up")
    void eightResetsByCode() throws Exception {
        Account account = realm.admin().createAccount("eight-codes");
        Asked asked = realm.askReset(account);
        List<String> passwords = passwords();
        List<Answer> answers = resetAtOnce(passwords, "handle", asked.handle(), "code", asked.code());
        int winner = winner(answers, Set.of("invalid_link", "invalid_code"));
        assertOnlyWorks(account, passwords, winner);
        ResetLinkIT.assertExactlyOneNotice(realm, account);
    }

    @Test
    @DisplayName("C-24: of eight guesses at once five are looked at, and then the right code comes too late")
    void eightGuessesAtOnce() throws Exception {
        Account account = realm.admin().createAccount("guessed");
        Asked asked = realm.askReset(account);
        String wrong = asked.code().equals("12345678") ? "87654321" : "12345678";
        List<Answer> answers = resetAtOnce(passwords(), "handle", asked.handle(), "code", wrong);
        answers.forEach(answer -> assertRefused(answer, "invalid_code"));
        assertRefused(
                realm.api()
                        .post(
                                RESET,
                                "handle",
                                asked.handle(),
                                "code",
                                asked.code(),
                                "password",
                                RedeemRealm.newPassword()),
                "invalid_code");
        assertThat(realm.signsIn(account, account.password())).isTrue();
    }

    @Test
    @DisplayName("C-44: by token and by its code at once, it is still one token")
    void tokenAndCodeAtOnce() throws Exception {
        Account account = realm.admin().createAccount("both-ways");
        Asked asked = realm.askReset(account);
        List<String> passwords = passwords();
        List<Callable<Answer>> tasks = new ArrayList<>();
        for (int hand = 0; hand < HANDS; hand++) {
            String password = passwords.get(hand);
            boolean byToken = hand % 2 == 0;
            tasks.add(() -> byToken
                    ? realm.api().post(RESET, "token", asked.token(), "password", password)
                    : realm.api().post(RESET, "handle", asked.handle(), "code", asked.code(), "password", password));
        }
        assertOnlyWorks(account, passwords, winner(atOnce(tasks), Set.of("invalid_link", "invalid_code")));
    }

    @Test
    @DisplayName("C-44: eight confirmations with a first password: one success, one password, one event")
    void eightConfirmations() throws Exception {
        Account account = realm.registered("eight-confirm");
        String token = realm.askConfirm(account).token();
        List<String> passwords = passwords();
        List<Answer> answers = atOnce(passwords.stream()
                .<Callable<Answer>>map(
                        password -> () -> realm.api().post(CONFIRM, "token", token, "password", password))
                .toList());
        int winner = winner(answers, Set.of("invalid_link", "already_confirmed", "validation_failed"));
        assertOnlyWorks(account, passwords, winner);
        assertThat(realm.isConfirmed(account)).isTrue();
        assertThat(realm.events(account, "VERIFY_EMAIL")).hasSize(1);
    }

    @RepeatedTest(5)
    @DisplayName("C-45, C-26: a confirmation never undoes that an administrator disables the account")
    void confirmationWhileDisabling() throws Exception {
        Account account = realm.unconfirmed("disabled-meanwhile");
        String token = realm.askConfirm(account).token();
        String disabled =
                ((ObjectNode) realm.user(account)).put("enabled", false).toString();
        List<Answer> answers = atOnce(List.of(
                () -> realm.api().post(CONFIRM, "token", token),
                () -> realm.admin().send("PUT", "/users/" + account.id(), disabled)));
        assertThat(answers.get(1).status()).isEqualTo(204);
        assertThat(answers.get(0).status()).isIn(200, 400);
        assertThat(realm.user(account).path("enabled").asBoolean()).isFalse();
        assertThat(realm.signsIn(account, account.password())).isFalse();
    }

    @Test
    @DisplayName("a hosted page that was open when the app redeemed the token is refused, and the app's password holds")
    void hostedPageAfterTheApp() throws Exception {
        Account account = realm.admin().createAccount("app-first");
        String token = realm.askReset(account).token();
        LoginForm page = realm.openHosted(token);
        assertThat(page.shown().answer().body()).contains("kc-passwd-update-form");
        String byApp = RedeemRealm.newPassword();
        String byPage = RedeemRealm.newPassword();
        assertIsAuthenticate(realm.api().post(RESET, "token", token, "password", byApp));
        RedeemRealm.choose(page, byPage);
        assertThat(realm.signsIn(account, byPage)).isFalse();
        assertThat(realm.signsIn(account, byApp)).isTrue();
        assertThat(RedeemRealm.leftFor(page)).contains("#error=");
    }

    @Test
    @DisplayName("C-43: a thief's hosted page, opened by another link before the reset, is refused as well")
    void thiefsHostedPageAfterTheApp() throws Exception {
        Account account = realm.admin().createAccount("thief-waits");
        realm.flow().open("openid").forgotPassword(account.email());
        realm.awaitMails(account.email(), 1);
        LoginForm thief = realm.openHosted(realm.mailedLink(account.email()).token());
        assertThat(thief.shown().answer().body()).contains("kc-passwd-update-form");
        String byOwner = RedeemRealm.newPassword();
        String byThief = RedeemRealm.newPassword();
        assertIsAuthenticate(
                realm.api().post(RESET, "token", realm.askReset(account).token(), "password", byOwner));
        RedeemRealm.choose(thief, byThief);
        assertThat(realm.signsIn(account, byThief)).isFalse();
        assertThat(realm.signsIn(account, byOwner)).isTrue();
    }

    @Test
    @DisplayName("a token that the hosted page has used is refused by the app, and the page's password holds")
    void appAfterTheHostedPage() throws Exception {
        Account account = realm.admin().createAccount("page-first");
        Asked asked = realm.askReset(account);
        LoginForm page = realm.openHosted(asked.token());
        String byPage = RedeemRealm.newPassword();
        String byApp = RedeemRealm.newPassword();
        RedeemRealm.choose(page, byPage);
        assertThat(RedeemRealm.leftFor(page)).contains("/account/reset#status=done");
        assertRefused(realm.api().post(RESET, "token", asked.token(), "password", byApp), "invalid_link");
        assertRefused(
                realm.api().post(RESET, "handle", asked.handle(), "code", asked.code(), "password", byApp),
                "invalid_link");
        assertThat(realm.signsIn(account, byApp)).isFalse();
        assertThat(realm.signsIn(account, byPage)).isTrue();
    }
}
