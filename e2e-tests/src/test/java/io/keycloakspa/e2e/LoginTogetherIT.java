package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.Attempt;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import io.keycloakspa.e2e.oidc.TimeCode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Keycloak does around a login still works with ours. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Log in together with what Keycloak does")
class LoginTogetherIT {

    private static final String REALM = "together";
    private static final String FORM = "#kc-form-login";

    private TestEnvironment environment;
    private RealmAdmin admin;
    private CodeFlow flow;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        admin = BlogRealmCopy.create(shared, REALM, realm -> {});
        flow = LoginIdentityIT.flow(shared, REALM);
    }

    private static Attempt confirm(LoginForm page, String password) throws Exception {
        return page.submit(FORM, Map.of("password", password));
    }

    @Test
    @DisplayName("remember me keeps the session beyond the browser's, and afterwards the typed text")
    void rememberMe() throws Exception {
        Account account = admin.createAccount("remembered");
        LoginForm browser = flow.open("openid");
        Attempt signedIn = browser.submit(
                FORM, Map.of("username", account.email(), "password", account.password(), "rememberMe", "on"));
        assertThat(signedIn.outcome()).isEqualTo("signed in");
        assertThat(identityCookie(signedIn)).contains("Max-Age=");
        assertThat(flow.openAgain(browser, Map.of()).shown().outcome()).isEqualTo("signed in");

        admin.send("POST", "/users/" + account.id() + "/logout", "{}");
        assertThat(flow.openAgain(browser, Map.of()).shown().text("#username")).isEqualTo(account.email());
    }

    @Test
    @DisplayName("without remember me the session ends with the browser")
    void withoutRememberMe() throws Exception {
        Account account = admin.createAccount("not-remembered");
        Attempt signedIn = flow.open("openid").submit(account.email(), account.password());
        assertThat(identityCookie(signedIn)).isNotEmpty().doesNotContain("Max-Age=");
    }

    private static String identityCookie(Attempt attempt) {
        return attempt.answer().headers().allValues("set-cookie").stream()
                .filter(cookie -> cookie.startsWith("KEYCLOAK_IDENTITY="))
                .findFirst()
                .orElse("");
    }

    @Test
    @DisplayName("login_hint fills in the field, for known and unknown people alike")
    void loginHint() throws Exception {
        Account account = admin.createAccount("hinted");
        for (String hint :
                List.of(account.username(), account.email().toUpperCase(Locale.ROOT), "nobody@example.org")) {
            assertThat(flow.open("openid", Map.of("login_hint", hint)).shown().text("#username"))
                    .isEqualTo(hint);
        }
        LoginForm page = flow.open("openid", Map.of("login_hint", account.email()));
        assertThat(page.submit(account.email(), account.password()).outcome()).isEqualTo("signed in");
    }

    @Test
    @DisplayName("prompt=login asks the known person for the password only")
    void reauthentication() throws Exception {
        Account account = admin.createAccount("asked-again");
        LoginForm browser = flow.open("openid");
        String subject = subject(browser.submit(account.email(), account.password()));

        LoginForm again = flow.openAgain(browser, Map.of("prompt", "login"));
        assertThat(again.shown().answer().statusCode()).isEqualTo(200);
        assertThat(again.shown().text("#password")).isEmpty();
        assertThat(confirm(again, "this-is-the-wrong-password").succeeded()).isFalse();
        assertThat(subject(confirm(again, account.password()))).isEqualTo(subject);
    }

    @Test
    @DisplayName("prompt=login is not answered by another account, whatever user name is sent along")
    void anotherUsernameDuringReauthentication() throws Exception {
        Account victim = admin.createAccount("kept");
        Account attacker = admin.createAccount("sent-along");
        LoginForm browser = flow.open("openid");
        assertThat(browser.submit(victim.email(), victim.password()).outcome()).isEqualTo("signed in");
        LoginForm again = flow.openAgain(browser, Map.of("prompt", "login"));
        assertThat(again.submit(attacker.username(), attacker.password()).succeeded())
                .isFalse();
    }

    private String subject(Attempt attempt) throws Exception {
        return flow.redeem(attempt).accessTokenClaims().path("sub").asString();
    }

    @Test
    @DisplayName("a one-time code is asked for after the right password, by whatever identifier")
    void oneTimeCode() throws Exception {
        String secret = "twenty-bytes-secret-" + UUID.randomUUID();
        String password = "a-long-enough-secret-" + UUID.randomUUID();
        String name = "has-a-phone";
        String address = "somebody@phone.example.org";
        admin.importAccount(
                name,
                address,
                Map.of(
                        "credentials",
                        List.of(
                                Map.of("type", "password", "value", password),
                                Map.of(
                                        "type",
                                        "otp",
                                        "secretData",
                                        "{\"value\": \"" + secret + "\"}",
                                        "credentialData",
                                        "{\"subType\": \"totp\", \"digits\": 6, \"counter\": 0, \"period\": 30,"
                                                + " \"algorithm\": \"HmacSHA1\"}"))));
        LoginForm page = flow.open("openid");
        Attempt asked = page.submit(address, password);
        assertThat(asked.succeeded()).isFalse();
        assertThat(asked.answer().body()).contains("kc-otp-login-form", address).doesNotContain(name);
        assertThat(page.submit("#kc-otp-login-form", Map.of("otp", "not-it")).succeeded())
                .isFalse();
        assertThat(page.submit("#kc-otp-login-form", Map.of("otp", TimeCode.at(Instant.now(), secret)))
                        .outcome())
                .isEqualTo("signed in");
    }

    @Test
    @DisplayName("where the address is the user name it logs in, in any case, confirmed or not")
    void addressAsUsername() throws Exception {
        String realm = "address-is-username";
        RealmAdmin there = BlogRealmCopy.create(environment, realm, copy -> {
            copy.put("registrationEmailAsUsername", true);
            copy.put("verifyEmail", false);
        });
        CodeFlow entry = LoginIdentityIT.flow(environment, realm);
        for (boolean confirmed : new boolean[] {true, false}) {
            String address = "confirmed-" + confirmed + "@example.org";
            Account account = there.createAccount(address, address, Map.of("emailVerified", confirmed));
            for (String typed : List.of(address, address.toUpperCase(Locale.ROOT))) {
                assertThat(entry.open("openid")
                                .submit(typed, account.password())
                                .outcome())
                        .as(typed)
                        .isEqualTo("signed in");
            }
        }
    }
}
