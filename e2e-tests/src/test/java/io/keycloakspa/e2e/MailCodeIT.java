package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.KeycloakLog;
import io.keycloakspa.e2e.environment.ServerClock;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.SpaApi;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C-24: the code of a mail and the handle of its request, instead of the link. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The code of a mail")
class MailCodeIT {

    private static final String REALM = "mail-code";
    private static final String OTHER_REALM = "mail-code-elsewhere";
    private static final String RESET = "/password-resets";
    private static final String CONFIRM = "/confirmations";
    private static final int TRIES = 5;

    private TestEnvironment environment;
    private RealmAdmin admin;
    private SpaApi api;
    private KeycloakLog log;

    /** A request whose mail has come. */
    private record Asked(Account account, String handle, String code) {

        /** Another eight digits. */
        String wrong(int n) {
            return "%08d".formatted((Integer.parseInt(code) + n + 1) % 100_000_000);
        }
    }

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        log = KeycloakLog.fromNow(shared);
        admin = BlogRealmCopy.create(shared, REALM, realm -> {});
        BlogRealmCopy.create(shared, OTHER_REALM, realm -> {});
        api = new SpaApi(shared, REALM);
    }

    @AfterAll
    void leaks() throws Exception {
        assertThat(log.leaks()).isEmpty();
    }

    @Test
    @DisplayName("works once, blanks around it aside")
    void usedTwice() throws Exception {
        Asked asked = askForReset();
        Answer first = redeem(asked, " " + asked.code() + " ");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().path("next").path("type").asString()).isEqualTo("authenticate");
        assertThat(redeem(asked, asked.code()).code()).isEqualTo("invalid_link");
    }

    @Test
    @DisplayName("spends the link as well, and the link the code")
    void codeAfterLink() throws Exception {
        Asked byLink = askForReset();
        String token = new MailedLink(link(byLink)).token();
        assertThat(api.post(RESET + "/redeem", "token", token, "password", newPassword())
                        .status())
                .isEqualTo(200);
        assertThat(redeem(byLink, byLink.code()).code()).isEqualTo("invalid_link");

        Asked byCode = askForReset();
        assertThat(redeem(byCode, byCode.code()).status()).isEqualTo(200);
        assertThat(api.post("/link-info", "token", new MailedLink(link(byCode)).token())
                        .code())
                .isEqualTo("invalid_link");
    }

    @Test
    @DisplayName("confirms an address")
    void confirms() throws Exception {
        Asked asked = ask(CONFIRM, Map.of("emailVerified", false));
        Answer done = api.post(CONFIRM + "/redeem", "handle", asked.handle(), "code", asked.code());
        assertThat(done.status()).as(done.response().body()).isEqualTo(200);
        assertThat(admin.get("/users/" + asked.account().id())
                        .path("emailVerified")
                        .asBoolean())
                .isTrue();
    }

    @Test
    @DisplayName("still works after four wrong ones")
    void fourGuesses() throws Exception {
        Asked asked = askForReset();
        for (int n = 0; n < TRIES - 1; n++) {
            assertThat(redeem(asked, asked.wrong(n)).code()).isEqualTo("invalid_code");
        }
        assertThat(redeem(asked, asked.code()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("is worn out after five wrong ones: the right one fails too")
    void guessing() throws Exception {
        Asked asked = askForReset();
        for (int n = 0; n < TRIES; n++) {
            assertThat(redeem(asked, asked.wrong(n)).code()).isEqualTo("invalid_code");
        }
        assertThat(redeem(asked, asked.code()).code()).isEqualTo("invalid_code");
        assertThat(api.post("/link-info", "token", new MailedLink(link(asked)).token())
                        .status())
                .as("the link is as good as before")
                .isEqualTo(200);
    }

    @Test
    @DisplayName("is worn out by twenty wrong ones at the same time")
    void guessingInParallel() throws Exception {
        Asked asked = askForReset();
        List<Callable<Answer>> guesses = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            String wrong = asked.wrong(n);
            guesses.add(() -> redeem(asked, wrong));
        }
        try (var guessers = Executors.newFixedThreadPool(guesses.size())) {
            for (Future<Answer> guess : guessers.invokeAll(guesses)) {
                assertThat(guess.get().code()).isEqualTo("invalid_code");
            }
        }
        assertThat(redeem(asked, asked.code()).code()).isEqualTo("invalid_code");
    }

    @Test
    @DisplayName("ends after ten minutes, while the link goes on")
    void expired() throws Exception {
        Asked asked = askForReset();
        new ServerClock(environment).ahead(Duration.ofSeconds(601), () -> {
            assertThat(redeem(asked, asked.code()).code()).isEqualTo("invalid_code");
            assertThat(api.post("/link-info", "token", new MailedLink(link(asked)).token())
                            .status())
                    .isEqualTo(200);
        });
        assertThat(redeem(asked, asked.code()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("is for one purpose, one app, one realm and one request")
    void handleOfAnother() throws Exception {
        Asked confirm = ask(CONFIRM, Map.of("emailVerified", false));
        assertThat(redeem(confirm, confirm.code()).code()).as("purpose").isEqualTo("invalid_code");
        Asked asked = askForReset();
        assertThat(redeem(api.as("newsletter"), asked.handle(), asked.code()).code())
                .as("client")
                .isEqualTo("invalid_code");
        assertThat(redeem(new SpaApi(environment, OTHER_REALM), asked.handle(), asked.code())
                        .code())
                .as("realm")
                .isEqualTo("invalid_code");
        assertThat(redeem(api, askForReset().handle(), asked.code()).code())
                .as("another request")
                .isEqualTo("invalid_code");
        String unknown = handle(api.post(RESET, "identity", "nobody-is-called-so"));
        assertThat(redeem(api, unknown, asked.code()).code())
                .as("unknown person")
                .isEqualTo("invalid_code");
        assertThat(redeem(asked, asked.code()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("goes with no handle that was cut or changed")
    void tamperedHandle() throws Exception {
        Asked asked = askForReset();
        String handle = asked.handle();
        int middle = handle.length() / 2;
        String changed =
                handle.substring(0, middle) + (handle.charAt(middle) == 'A' ? 'B' : 'A') + handle.substring(middle + 1);
        for (String bad : List.of(
                handle.substring(0, handle.length() - 1),
                handle.substring(1),
                handle + "A",
                handle + ".A",
                changed,
                handle.substring(0, handle.lastIndexOf('.') + 1))) {
            assertThat(redeem(api, bad, asked.code()).code()).isEqualTo("invalid_code");
        }
        assertThat(redeem(asked, asked.code()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "....", "eyJhbGciOiJub25lIn0....", "\u0000", "e30.e30.e30.e30.e30", "\ud83d\ude00"})
    @DisplayName("goes with nothing that is no handle")
    void garbageHandle(String handle) throws Exception {
        assertThat(redeem(api, handle, "12345678").code()).isEqualTo("invalid_code");
    }

    @Test
    @DisplayName("goes with nothing else that Keycloak encrypts with the same key, such as its cookie KC_RESTART")
    void foreignCiphertext() throws Exception {
        HttpRequest login = HttpRequest.newBuilder(
                        LoginIdentityIT.flow(environment, REALM).address(Map.of()))
                .build();
        try (HttpClient browser = HttpClient.newHttpClient()) {
            String cookie = browser.send(login, BodyHandlers.discarding()).headers().allValues("set-cookie").stream()
                    .filter(text -> text.startsWith("KC_RESTART="))
                    .findFirst()
                    .orElseThrow();
            String cipher = cookie.substring("KC_RESTART=".length(), cookie.indexOf(';'));
            assertThat(cipher.split("\\.", -1)).as("a JWE").hasSize(5);
            Answer answer = redeem(api, cipher, "12345678");
            assertThat(answer.code()).isIn("invalid_code", "validation_failed");
        }
    }

    @Test
    @DisplayName("is not used up by passwords that the policy refuses")
    void refusedPassword() throws Exception {
        Asked asked = askForReset();
        for (int n = 0; n < TRIES + 1; n++) {
            Answer refused =
                    api.post(RESET + "/redeem", "handle", asked.handle(), "code", asked.code(), "password", "short");
            assertThat(refused.code()).isEqualTo("validation_failed");
            assertThat(refused.body().path("errors").get(0).path("pointer").asString())
                    .isEqualTo("/password");
        }
        assertThat(redeem(asked, asked.code()).status()).isEqualTo(200);
    }

    private Asked askForReset() throws Exception {
        return ask(RESET, Map.of());
    }

    private Asked ask(String path, Map<String, Object> more) throws Exception {
        String name = "coded-" + UUID.randomUUID().toString().substring(0, 8);
        Account account = admin.createAccount(name, name + "@example.org", more);
        String handle = handle(api.post(path, "identity", account.username()));
        return new Asked(account, handle, new Mailbox(environment, account.email()).code());
    }

    private static String handle(Answer answer) {
        return answer.body().path("next").path("handle").asString();
    }

    private String link(Asked asked) {
        return new Mailbox(environment, asked.account().email()).link();
    }

    private Answer redeem(Asked asked, String code) throws Exception {
        return redeem(api, asked.handle(), code);
    }

    private static Answer redeem(SpaApi where, String handle, String code) throws Exception {
        return where.post(RESET + "/redeem", "handle", handle, "code", code, "password", newPassword());
    }

    private static String newPassword() {
        return "the-new-one-" + UUID.randomUUID();
    }
}
