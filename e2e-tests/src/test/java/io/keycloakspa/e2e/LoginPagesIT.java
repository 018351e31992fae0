package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.Attempt;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** C-34: the identifier on one page, the password on the next, and neither tells who exists. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Log in on two pages")
class LoginPagesIT {

    private static final String REALM = "two-pages";
    private static final String FORM = "#kc-form-login";
    private static final String WRONG = "this-is-the-wrong-password";

    private JsonHttp keycloak;
    private CodeFlow flow;
    private Account account;
    private Account disabled;
    private Account withoutPassword;

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        environment.needs(Need.INSTRUMENTS);
        RealmAdmin admin = BlogRealmCopy.create(environment, REALM, realm -> {
            BlogRealmCopy.splitThePage(realm);
            realm.put("passwordPolicy", "hashAlgorithm(counting)");
        });
        keycloak = new JsonHttp(URI.create(environment.keycloakUrl() + "/realms/" + REALM));
        flow = LoginIdentityIT.flow(environment, REALM);
        account = admin.createAccount("two-pages");
        disabled = admin.createAccount("two-pages-disabled");
        admin.send("PUT", "/users/" + disabled.id(), "{\"enabled\": false}");
        withoutPassword = admin.createAccount(
                "two-pages-passkey", "two-pages-passkey@example.org", Map.of("credentials", List.of()));
    }

    Stream<String> identifiers() {
        return Stream.of(
                account.username(),
                account.email(),
                disabled.username(),
                withoutPassword.username(),
                "nobody-is-called-so",
                "nobody@example.org",
                "a@");
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    @DisplayName("the same password page follows for everybody")
    void enumerationByTheSecondPage(String typed) throws Exception {
        Attempt second = typed(flow.open("openid"), typed);
        assertThat(second.answer().statusCode()).isEqualTo(200);
        assertThat(second.message()).isEmpty();
        assertThat(masked(second, typed)).isEqualTo(masked(typed(flow.open("openid"), "unknown"), "unknown"));
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    @DisplayName("a wrong password gets the same answer for everybody")
    void enumerationByTheAnswer(String typed) throws Exception {
        Attempt refused = submitted(typed, WRONG);
        assertThat(refused.outcome()).isEqualTo("200  Invalid username or password.");
        assertThat(masked(refused, typed)).isEqualTo(masked(submitted("unknown", WRONG), "unknown"));
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    @DisplayName("the identifier page computes no password hash, a refused password exactly one")
    void enumerationByTheWork(String typed) throws Exception {
        for (String password : List.of(WRONG, "")) {
            LoginForm form = flow.open("openid");
            long before = hashes();
            typed(form, typed);
            assertThat(hashes() - before).as("identifier page").isZero();
            assertThat(form.submit(FORM, Map.of("password", password)).succeeded())
                    .isFalse();
            assertThat(hashes() - before).as("password '%s'", password).isOne();
        }
    }

    @Test
    @DisplayName("the right password of a disabled account is refused after exactly one password hash, as a wrong one")
    void disabledAccountToldByItsPassword() throws Exception {
        long before = hashes();
        Attempt refused = submitted(disabled.username(), disabled.password());
        assertThat(hashes() - before).isOne();
        assertThat(masked(refused, disabled.username())).isEqualTo(masked(submitted("unknown", WRONG), "unknown"));
    }

    @Test
    @DisplayName("the right password signs in, by user name and by address")
    void rightPassword() throws Exception {
        for (String typed : List.of(account.username(), " " + account.email().toUpperCase(Locale.ROOT))) {
            assertThat(submitted(typed, account.password()).outcome()).as(typed).isEqualTo("signed in");
        }
    }

    @Test
    @DisplayName("the password page does not tell the user name behind an address")
    void usernameBehindAnAddress() throws Exception {
        assertThat(typed(flow.open("openid"), account.email()).answer().body())
                .contains(account.email())
                .doesNotContain("\"" + account.username() + "\"");
    }

    @Test
    @DisplayName("a user name sent along with the password does not change who was meant")
    void anotherUsernameSentToThePasswordPage() throws Exception {
        LoginForm form = flow.open("openid");
        typed(form, "nobody-is-called-so");
        assertThat(form.submit(FORM, Map.of("username", account.username(), "password", account.password()))
                        .succeeded())
                .isFalse();
    }

    private long hashes() throws Exception {
        return Long.parseLong(keycloak.get("/hash-count/total").response().body());
    }

    private static Attempt typed(LoginForm form, String identifier) throws Exception {
        return form.submit(FORM, Map.of("username", identifier));
    }

    private Attempt submitted(String identifier, String password) throws Exception {
        LoginForm form = flow.open("openid");
        typed(form, identifier);
        return form.submit(FORM, Map.of("password", password));
    }

    /** The page without the typed text and without codes, which differ from one page to the next. */
    private static String masked(Attempt attempt, String typed) {
        return EqualAnswersIT.codes(attempt.answer().body().replace("value=\"" + typed + "\"", "value=\"\""));
    }
}
