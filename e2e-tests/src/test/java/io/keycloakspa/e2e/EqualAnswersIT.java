package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.Attempt;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** C-34: whoever may not come in gets one answer, after the same work. Hashes are counted inside Keycloak. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Equal answers")
class EqualAnswersIT {

    private static final String REALM = "equal-answers";
    private static final String WRONG = "this-is-the-wrong-password";
    // More than this class types for one account.
    private static final int FAILURES = 20;

    private final Map<String, Typed> classes = new LinkedHashMap<>();
    private CodeFlow flow;
    private JsonHttp keycloak;

    /** What is typed for one class of people who may not come in. */
    private record Typed(String identifier, String password) {}

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        environment.needs(Need.INSTRUMENTS);
        RealmAdmin admin = BlogRealmCopy.create(environment, REALM, realm -> {
            BlogRealmCopy.allowPasswordGrant(realm);
            realm.put("passwordPolicy", "hashAlgorithm(counting)");
            realm.put("bruteForceProtected", true);
            realm.put("failureFactor", FAILURES);
            realm.put("waitIncrementSeconds", 900);
            realm.put("minimumQuickLoginWaitSeconds", 900);
            realm.put("maxFailureWaitSeconds", 900);
            realm.put("quickLoginCheckMilliSeconds", 0);
        });
        flow = LoginIdentityIT.flow(environment, REALM);
        keycloak = new JsonHttp(URI.create(environment.keycloakUrl() + "/realms/" + REALM));

        Account present = admin.createAccount("present");
        Account empty = admin.createAccount("empty");
        Account disabled = admin.createAccount("disabled");
        admin.send("PUT", "/users/" + disabled.id(), "{\"enabled\": false}");
        Account locked = admin.createAccount("locked");
        // Keycloak counts after it has answered, and does not count a try that comes meanwhile.
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            flow.passwordGrant(locked.username(), WRONG);
            return isLocked(admin, locked);
        });
        Account withoutPassword =
                admin.createAccount("passkey-only-1", "passkey-only-1@example.org", Map.of("credentials", List.of()));
        classes.put("wrong password", new Typed(present.username(), WRONG));
        classes.put("wrong password, by address", new Typed(present.email(), WRONG));
        classes.put("unknown name", new Typed("nobody-is-called-so", WRONG));
        classes.put("unknown address", new Typed("nobody@example.org", WRONG));
        classes.put("no text", new Typed("", WRONG));
        classes.put("no address", new Typed("a@", WRONG));
        classes.put("empty password", new Typed(empty.username(), ""));
        classes.put("unknown name, empty password", new Typed("nobody-is-called-so", ""));
        classes.put("no password set", new Typed(withoutPassword.username(), WRONG));
        classes.put("disabled", new Typed(disabled.username(), WRONG));
        classes.put("disabled, right password", new Typed(disabled.username(), disabled.password()));
        classes.put("locked", new Typed(locked.username(), WRONG));
        classes.put("locked, right password", new Typed(locked.username(), locked.password()));
    }

    private static boolean isLocked(RealmAdmin admin, Account account) throws Exception {
        return admin.get("/attack-detection/brute-force/users/" + account.id())
                .path("disabled")
                .asBoolean();
    }

    Stream<String> everyClass() {
        return classes.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("everyClass")
    @DisplayName("the hosted page answers alike, byte for byte but for its codes")
    void enumerationByThePage(String who) throws Exception {
        assertThat(page(typed(who))).isEqualTo(page(typed("unknown name")));
    }

    @ParameterizedTest
    @MethodSource("everyClass")
    @DisplayName("the hosted page computes exactly one password hash")
    void enumerationByThePagesWork(String who) throws Exception {
        CodeFlow.LoginForm form = flow.open("openid");
        Typed typed = typed(who);
        long before = hashes();
        form.submit(typed.identifier(), typed.password());
        assertThat(hashes() - before).isOne();
    }

    @ParameterizedTest
    @MethodSource("everyClass")
    @DisplayName("the direct grant answers alike, after exactly one password hash")
    void enumerationByDirectGrant(String who) throws Exception {
        Typed typed = typed(who);
        long before = hashes();
        CodeFlow.Tokens refused = flow.passwordGrant(typed.identifier(), typed.password());
        assertThat(hashes() - before).isOne();
        CodeFlow.Tokens unknown = flow.passwordGrant("nobody-is-called-so", WRONG);
        assertThat(refused.status()).isEqualTo(unknown.status());
        assertThat(refused.body()).isEqualTo(unknown.body());
    }

    @Test
    @DisplayName("\"Forgot password?\" answers alike")
    void enumerationByForgottenPassword() throws Exception {
        String known = forgotten("wrong password");
        for (String who : List.of("unknown name", "unknown address", "no address", "disabled", "locked")) {
            assertThat(forgotten(who)).as(who).isEqualTo(known);
        }
    }

    private String forgotten(String who) throws Exception {
        String identifier = typed(who).identifier();
        return masked(flow.open("openid").forgotPassword(identifier), identifier);
    }

    private Typed typed(String who) {
        return Objects.requireNonNull(classes.get(who), who);
    }

    private String page(Typed typed) throws Exception {
        return masked(flow.open("openid").submit(typed.identifier(), typed.password()), typed.identifier());
    }

    private long hashes() throws Exception {
        return Long.parseLong(keycloak.get("/hash-count/total").response().body());
    }

    /** Status, headers and body, without what differs from one page of the same person to the next. */
    private static String masked(Attempt attempt, String typed) {
        var headers = new TreeMap<String, Object>(attempt.answer().headers().map());
        headers.remove("date");
        headers.remove(":status");
        headers.computeIfPresent("set-cookie", (name, value) -> value.toString().replaceAll("=[^;]*;", "=*;"));
        headers.computeIfPresent("location", (name, value) -> codes(value.toString()));
        String body = codes(attempt.answer().body());
        String shown = typed.isEmpty() ? body : body.replace("value=\"" + typed + "\"", "value=\"\"");
        return attempt.answer().statusCode() + "\n"
                + codes(headers.toString()).replaceAll("content-length=\\[\\d+]", "") + "\n" + shown;
    }

    /** Without what Keycloak makes up anew for each page. */
    static String codes(String text) {
        return text.replaceAll(
                        "(session_code|execution|tab_id|client_data|nonce|code|state|key)=[A-Za-z0-9%._~-]*", "$1=*")
                .replaceAll("nonce(-|=\")[A-Za-z0-9+/=_-]*", "nonce*")
                .replaceAll("(?s)(checkAuthSession|startSessionPolling)\\(.*?\\);", "$1(*);")
                .replaceAll("\"[A-Za-z0-9_-]{11}\"", "\"*\"");
    }
}
