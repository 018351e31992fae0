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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** C-35: steps that Keycloak asks for after ours. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Log in with the steps that follow")
class LoginStepsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LOGIN = "#kc-form-login";
    private static final String TIME_CODE = "#kc-otp-login-form";
    private static final String RECOVERY_CODE = "#kc-recovery-code-login-form";
    private static final String SECRET = "twenty-bytes-secret-of-a-phone";

    private TestEnvironment environment;

    @BeforeAll
    void prepare(TestEnvironment shared) {
        environment = shared;
    }

    private static Map<String, Object> credentials(Account account, String type, Object secret, Object data) {
        return Map.of(
                "credentials",
                List.of(
                        Map.of("type", "password", "value", account.password()),
                        Map.of(
                                "type",
                                type,
                                "secretData",
                                JSON.writeValueAsString(secret),
                                "credentialData",
                                JSON.writeValueAsString(data))));
    }

    private static Account person(String name) {
        return new Account("", name, "somebody@" + name + ".example.org", "a-long-enough-secret-of-" + name);
    }

    @Nested
    @DisplayName("Recovery codes")
    class RecoveryCodes {

        @Test
        @DisplayName("each code logs in once, after the password, by whatever identifier")
        void recoveryCode() throws Exception {
            RealmAdmin admin = BlogRealmCopy.create(environment, "recovery-codes", realm -> {});
            CodeFlow flow = LoginIdentityIT.flow(environment, "recovery-codes");
            Account person = person("lost-the-phone");
            admin.importAccount(
                    person.username(),
                    person.email(),
                    credentials(
                            person,
                            "recovery-authn-codes",
                            Map.of("codes", List.of(code(1, "FIRSTCODE111"), code(2, "SECONDCODE22"))),
                            Map.of("algorithm", "SHA-512", "totalCodes", 2, "remainingCodes", 2)));

            LoginForm page = flow.open("openid");
            Attempt asked = page.submit(person.email(), person.password());
            assertThat(asked.succeeded()).isFalse();
            assertThat(asked.answer().body())
                    .contains("kc-recovery-code-login-form", person.email())
                    .doesNotContain("\"" + person.username() + "\"");
            assertThat(recovery(page, "SECONDCODE22").succeeded())
                    .as("out of turn")
                    .isFalse();
            assertThat(recovery(page, "FIRST-CODE-111").outcome()).isEqualTo("signed in");

            LoginForm again = flow.open("openid");
            again.submit(person.username(), person.password());
            assertThat(recovery(again, "FIRSTCODE111").succeeded()).as("used").isFalse();
            assertThat(recovery(again, "SECONDCODE22").answer().statusCode()).isEqualTo(302);
        }

        private static Attempt recovery(LoginForm page, String code) throws Exception {
            return page.submit(RECOVERY_CODE, Map.of("recoveryCodeInput", code));
        }

        private static Map<String, Object> code(int number, String code) throws Exception {
            byte[] hash = MessageDigest.getInstance("SHA-512").digest(code.getBytes(StandardCharsets.UTF_8));
            return Map.of(
                    "number", number, "encodedHashedValue", Base64.getEncoder().encodeToString(hash));
        }
    }

    /** RFC 9470: an app asks for a level; the password gives the first, a one-time code the second. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @DisplayName("Step-up")
    class StepUp {

        private static final String REALM = "step-up";

        private RealmAdmin admin;
        private CodeFlow flow;

        @BeforeAll
        void makeRealm() throws Exception {
            admin = BlogRealmCopy.create(environment, REALM, StepUp::askByLevel);
            flow = LoginIdentityIT.flow(environment, REALM);
        }

        private static void askByLevel(ObjectNode realm) {
            realm.put("otpPolicyCodeReusable", true);
            ArrayNode forms = BlogRealmCopy.steps(realm, "blog forms");
            var ours = (ObjectNode) forms.get(0);
            forms.removeAll();
            var code = JSON.createObjectNode().put("authenticator", "auth-otp-form");
            for (int level = 1; level <= 2; level++) {
                String alias = "blog level " + level;
                forms.addObject()
                        .put("authenticatorFlow", true)
                        .put("flowAlias", alias)
                        .put("priority", level)
                        .put("requirement", "CONDITIONAL");
                ObjectNode flow = ((ArrayNode) realm.path("authenticationFlows")).addObject();
                flow.put("alias", alias).put("providerId", "basic-flow");
                flow.putArray("authenticationExecutions")
                        .add(JSON.createObjectNode()
                                .put("authenticator", "conditional-level-of-authentication")
                                .put("authenticatorConfig", alias)
                                .put("requirement", "REQUIRED")
                                .put("priority", 1))
                        .add((level == 1 ? ours : code)
                                .put("requirement", "REQUIRED")
                                .put("priority", 2));
                ((ArrayNode) realm.path("authenticatorConfig"))
                        .addObject()
                        .put("alias", alias)
                        .putObject("config")
                        .put("loa-condition-level", Integer.toString(level))
                        .put("loa-max-age", "36000");
            }
        }

        private Account withPhone(String name) throws Exception {
            Account person = person(name);
            admin.importAccount(
                    person.username(),
                    person.email(),
                    credentials(
                            person,
                            "otp",
                            Map.of("value", SECRET),
                            Map.of(
                                    "subType",
                                    "totp",
                                    "digits",
                                    6,
                                    "counter",
                                    0,
                                    "period",
                                    30,
                                    "algorithm",
                                    "HmacSHA1")));
            return person;
        }

        private static Attempt timeCode(LoginForm page) throws Exception {
            return page.submit(TIME_CODE, Map.of("otp", TimeCode.at(Instant.now(), SECRET)));
        }

        private static boolean asksFor(LoginForm page, String field) {
            return page.shown().answer().body().contains("name=\"" + field + "\"");
        }

        private LoginForm signedInByPassword(Account person) throws Exception {
            LoginForm browser = flow.open("openid", Map.of("acr_values", "1"));
            Attempt signedIn = browser.submit(person.email(), person.password());
            assertThat(level(signedIn)).isEqualTo(person.username() + " at 1");
            return browser;
        }

        private String level(Attempt attempt) throws Exception {
            assertThat(attempt.outcome()).isEqualTo("signed in");
            var claims = flow.redeem(attempt).accessTokenClaims();
            return claims.path("preferred_username").asString() + " at "
                    + claims.path("acr").asString();
        }

        static Stream<Map<String, String>> askingForTheSecondLevel() {
            return Stream.of(
                    Map.of("acr_values", "2"),
                    Map.of("claims", "{\"id_token\": {\"acr\": {\"essential\": true, \"values\": [\"2\"]}}}"));
        }

        @ParameterizedTest
        @MethodSource("askingForTheSecondLevel")
        @DisplayName("whoever is logged in is asked for the second step only")
        void secondStepOnly(Map<String, String> request) throws Exception {
            Account person = withPhone(
                    "steps-up-by-" + request.keySet().iterator().next().replace('_', '-'));
            LoginForm higher = flow.openAgain(signedInByPassword(person), request);
            assertThat(asksFor(higher, "otp")).isTrue();
            assertThat(asksFor(higher, "password")).isFalse();
            assertThat(higher.submit(TIME_CODE, Map.of("otp", "not-it")).succeeded())
                    .isFalse();
            assertThat(level(timeCode(higher))).isEqualTo(person.username() + " at 2");
        }

        @Test
        @DisplayName("whoever is not logged in takes both steps, identifier and password first")
        void bothSteps() throws Exception {
            Account person = withPhone("both-steps");
            LoginForm page = flow.open("openid", Map.of("acr_values", "2"));
            assertThat(asksFor(page, "otp")).isFalse();
            assertThat(page.submit(person.email(), person.password()).succeeded())
                    .isFalse();
            assertThat(level(timeCode(page))).isEqualTo(person.username() + " at 2");
        }

        @Test
        @DisplayName("prompt=login asks the known person for both again, without the identifier")
        void bothStepsAgain() throws Exception {
            Account person = withPhone("both-again");
            LoginForm again = flow.openAgain(signedInByPassword(person), Map.of("acr_values", "2", "prompt", "login"));
            assertThat(asksFor(again, "password")).isTrue();
            assertThat(again.submit(LOGIN, Map.of("password", person.password()))
                            .succeeded())
                    .isFalse();
            assertThat(level(timeCode(again))).isEqualTo(person.username() + " at 2");
        }

        @Test
        @DisplayName("a higher level is not reached by another account, whatever user name is sent along")
        void anotherUsernameDuringStepUp() throws Exception {
            Account victim = withPhone("steps-up");
            Account attacker = withPhone("steps-in");
            LoginForm again = flow.openAgain(signedInByPassword(victim), Map.of("acr_values", "2", "prompt", "login"));
            Attempt refused = again.submit(attacker.username(), attacker.password());
            assertThat(refused.outcome()).isEqualTo("200  Invalid username or password.");
            assertThat(asksFor(again, "otp")).isFalse();
            again.submit(LOGIN, Map.of("password", victim.password()));
            assertThat(level(timeCode(again))).isEqualTo(victim.username() + " at 2");
        }
    }
}
