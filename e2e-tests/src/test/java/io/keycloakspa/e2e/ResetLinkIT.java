package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.ConfirmLinkIT.assertIsAuthenticate;
import static io.keycloakspa.e2e.ConfirmLinkIT.assertRefused;
import static io.keycloakspa.e2e.ConfirmLinkIT.fieldErrors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import io.keycloakspa.e2e.oidc.CodeFlow.Tokens;
import io.keycloakspa.e2e.spa.RedeemRealm;
import io.keycloakspa.e2e.spa.RedeemRealm.Asked;
import io.keycloakspa.launcher.mail.InboxMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** C-42 to C-45 and C-48: {@code POST /password-resets/redeem} in realms of the test's own. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Resetting a password over JSON")
class ResetLinkIT {

    static final String REDEEM = "/password-resets/redeem";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOTICE = "Your password was reset";
    private static final String EMOJI = "\uD83D\uDD11";

    private TestEnvironment environment;
    private RedeemRealm realm;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        realm = RedeemRealm.create(shared, "reset-link", ResetLinkIT::allowOfflineAccess);
    }

    private static void allowOfflineAccess(ObjectNode realm) {
        ObjectNode client = BlogRealmCopy.client(realm, "blog-spa");
        ((ArrayNode) client.path("optionalClientScopes")).add("offline_access");
    }

    private Answer redeem(Asked asked, String password) throws Exception {
        return realm.api().post(REDEEM, "token", asked.token(), "password", password);
    }

    private static List<InboxMessage> notices(RedeemRealm realm, Account account) {
        return realm.mails(account.email()).stream()
                .filter(mail -> mail.subject().equals(NOTICE))
                .toList();
    }

    /** Two seconds without a second one are enough: mails go out one after another, within milliseconds. */
    static void assertExactlyOneNotice(RedeemRealm realm, Account account) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !notices(realm, account).isEmpty());
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> notices(realm, account).size() == 1);
    }

    @Nested
    @DisplayName("takes a good password")
    class Good {

        @Test
        @DisplayName("C-42: the old one is dead, the new one works, and the app gets its state back")
        void byToken() throws Exception {
            Account account = realm.admin().createAccount("by-token");
            String chosen = RedeemRealm.newPassword();
            assertIsAuthenticate(redeem(realm.askReset(account), chosen));
            assertThat(realm.signsIn(account, account.password())).isFalse();
            assertThat(realm.signsIn(account, chosen)).isTrue();
        }

        @Test
        @DisplayName("C-42: by handle and code, and blanks around the code")
        void byCode() throws Exception {
            Account account = realm.admin().createAccount("by-code");
            Asked asked = realm.askReset(account);
            String chosen = RedeemRealm.newPassword();
            assertIsAuthenticate(realm.api()
                    .post(
                            REDEEM,
                            "handle",
                            asked.handle(),
                            "code",
                            " " + asked.code() + " ",
                            "password",
                            chosen,
                            "password_confirm",
                            chosen));
            assertThat(realm.signsIn(account, chosen)).isTrue();
        }

        @Test
        @DisplayName("C-16: 64 emoji are a password, 65 are more than the realm allows")
        void emoji() throws Exception {
            Account account = realm.admin().createAccount("emoji");
            Asked asked = realm.askReset(account);
            assertThat(fieldErrors(redeem(asked, EMOJI.repeat(65)))).containsExactly("/password length_max");
            assertIsAuthenticate(redeem(asked, EMOJI.repeat(64)));
            assertThat(realm.signsIn(account, EMOJI.repeat(64))).isTrue();
            assertThat(realm.signsIn(account, EMOJI.repeat(63))).isFalse();
        }

        @Test
        @DisplayName("C-16: blanks around it and their kind are part of it, as on the hosted page")
        void blanks() throws Exception {
            Account account = realm.admin().createAccount("blanks");
            String chosen = "  a sentence\u00a0with blanks\t ";
            assertIsAuthenticate(redeem(realm.askReset(account), chosen));
            assertThat(realm.signsIn(account, chosen.strip())).isFalse();
            assertThat(realm.signsIn(account, chosen)).isTrue();
        }

        @Test
        @DisplayName("C-42: the owner gets exactly one notice, which holds no link that sets a password")
        void notice() throws Exception {
            Account account = realm.admin().createAccount("noticed");
            Asked asked = realm.askReset(account);
            assertIsAuthenticate(redeem(asked, RedeemRealm.newPassword()));
            assertExactlyOneNotice(realm, account);
            String text = notices(realm, account).get(0).text();
            assertThat(text).contains(account.username()).doesNotContain("/spa/v1/link", asked.token());
        }

        @Test
        @DisplayName("C-42: the notice speaks the language of the account, whatever the request speaks")
        void germanNotice() throws Exception {
            Account account = realm.account("deutsch", Map.of("attributes", Map.of("locale", List.of("de"))));
            String body = JSON.writeValueAsString(Map.of(
                    "client_id",
                    "blog-spa",
                    "token",
                    realm.askReset(account).token(),
                    "password",
                    RedeemRealm.newPassword()));
            assertIsAuthenticate(realm.api().send(REDEEM, body, "Accept-Language", "en"));
            assertThat(realm.awaitMails(account.email(), 2).get(0).subject())
                    .isEqualTo("Ihr Passwort wurde zur\u00fcckgesetzt");
        }

        @Test
        @DisplayName("the administrator finds that the password was reset, and that the address was confirmed by it")
        void events() throws Exception {
            Account account = realm.unconfirmed("recorded");
            String chosen = RedeemRealm.newPassword();
            Asked asked = realm.askReset(account);
            assertIsAuthenticate(redeem(asked, chosen));
            for (String type : List.of("RESET_PASSWORD", "UPDATE_CREDENTIAL", "VERIFY_EMAIL")) {
                JsonNode events = realm.events(account, type);
                assertThat(events).as(type).hasSize(1);
                assertThat(events.get(0).path("clientId").asString()).isEqualTo("blog-spa");
                assertThat(events.toString()).doesNotContain(asked.token(), chosen);
            }
            Account confirmed = realm.admin().createAccount("confirmed-before");
            assertIsAuthenticate(redeem(realm.askReset(confirmed), RedeemRealm.newPassword()));
            assertThat(realm.events(confirmed, "VERIFY_EMAIL")).isEmpty();
        }
    }

    @Nested
    @DisplayName("ends what was open")
    class Ends {

        @Test
        @DisplayName("C-42: nobody is signed in by it")
        void signsNobodyIn() throws Exception {
            Account account = realm.admin().createAccount("nobody-in");
            assertIsAuthenticate(redeem(realm.askReset(account), RedeemRealm.newPassword()));
            assertThat(realm.admin().get("/users/" + account.id() + "/sessions"))
                    .isEmpty();
        }

        @Test
        @DisplayName(
                "C-43: a thief's session, refresh token and offline token are dead, also where tokens are introspected")
        void thiefsSessions() throws Exception {
            Account account = realm.admin().createAccount("robbed");
            allowOffline(account);
            LoginForm thief = realm.flow().open("openid articles:read");
            Tokens online = realm.flow().redeem(thief.submit(account.username(), account.password()));
            Tokens offline = realm.flow()
                    .redeem(realm.flow()
                            .open("openid articles:read offline_access")
                            .submit(account.username(), account.password()));
            online = realm.flow().refresh(online.refreshToken());
            offline = realm.flow().refresh(offline.refreshToken());
            assertThat(List.of(online.status(), offline.status())).containsExactly(200, 200);
            assertThat(List.of(isActive(online.accessToken()), isActive(offline.accessToken())))
                    .containsExactly(true, true);

            assertIsAuthenticate(redeem(realm.askReset(account), RedeemRealm.newPassword()));
            for (Tokens stolen : List.of(online, offline)) {
                assertThat(isActive(stolen.accessToken())).isFalse();
                assertThat(realm.flow().refresh(stolen.refreshToken()).status()).isEqualTo(400);
            }
            assertThat(realm.flow().openAgain(thief, Map.of()).shown().succeeded())
                    .as("the thief's browser")
                    .isFalse();
            assertThat(realm.admin().get("/users/" + account.id() + "/sessions"))
                    .isEmpty();
        }

        @Test
        @DisplayName("C-43: another person's session goes on")
        void anothersSession() throws Exception {
            Account other = realm.admin().createAccount("other");
            Tokens tokens = realm.flow()
                    .redeem(realm.flow().open("openid articles:read").submit(other.username(), other.password()));
            Account account = realm.admin().createAccount("resets");
            assertIsAuthenticate(redeem(realm.askReset(account), RedeemRealm.newPassword()));
            assertThat(isActive(tokens.accessToken())).isTrue();
            assertThat(realm.flow().refresh(tokens.refreshToken()).status()).isEqualTo(200);
        }

        @Test
        @DisplayName(
                "C-43: a thief's links are dead, those for a new password and those to confirm, on Keycloak's own pages as well")
        void thiefsLinks() throws Exception {
            Account account = realm.unconfirmed("linked");
            realm.flow().open("openid").forgotPassword(account.email());
            realm.awaitMails(account.email(), 1);
            String hosted = realm.mailedLink(account.email()).token();
            String confirm = realm.askConfirm(account).token();
            Asked asked = realm.askReset(account);
            assertThat(hosted).isNotEqualTo(asked.token());
            String chosen = RedeemRealm.newPassword();
            assertIsAuthenticate(redeem(asked, chosen));

            assertThat(redeem(asked, RedeemRealm.newPassword()).code()).isEqualTo("invalid_link");
            assertRefused(
                    realm.api().post(REDEEM, "token", hosted, "password", RedeemRealm.newPassword()), "invalid_link");
            // Confirmed by the reset; if an administrator takes that back, the old link does not bring it again.
            assertRefused(realm.api().post("/confirmations/redeem", "token", confirm), "already_confirmed");
            realm.change(account, "{\"emailVerified\": false}");
            assertRefused(realm.api().post("/confirmations/redeem", "token", confirm), "invalid_link");
            for (String dead : List.of(asked.token(), hosted, confirm)) {
                assertThat(RedeemRealm.leftFor(realm.openHosted(dead)))
                        .startsWith(environment.webUrl() + "/account/error#error=invalid_link");
            }
            assertThat(realm.isConfirmed(account)).isFalse();
            realm.change(account, "{\"emailVerified\": true}");
            assertThat(realm.signsIn(account, chosen)).isTrue();
        }

        private void allowOffline(Account account) throws Exception {
            JsonNode role = realm.admin().get("/roles/offline_access");
            realm.admin().send("POST", "/users/" + account.id() + "/role-mappings/realm", "[" + role + "]");
        }

        /** What the articles API is told about a token. */
        private boolean isActive(String token) throws Exception {
            String basic =
                    Base64.getEncoder().encodeToString("articles-api:for-tests-only".getBytes(StandardCharsets.UTF_8));
            HttpRequest request = HttpRequest.newBuilder(URI.create(
                            environment.keycloakUrl() + "/realms/reset-link/protocol/openid-connect/token/introspect"))
                    .header("Authorization", "Basic " + basic)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("token=" + token))
                    .build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                JsonNode answer = JSON.readTree(
                        http.send(request, BodyHandlers.ofString()).body());
                assertThat(answer.has("active")).as(answer.toString()).isTrue();
                return answer.path("active").asBoolean();
            }
        }
    }

    @Nested
    @DisplayName("and the lock against guessing")
    class Lock {

        @Test
        @DisplayName("C-42: whoever was locked out by a guesser comes in with the new password")
        void lockedOutByAGuesser() throws Exception {
            RedeemRealm locking = RedeemRealm.create(environment, "reset-lock", copy -> {
                copy.put("bruteForceProtected", true)
                        .put("failureFactor", 2)
                        .put("waitIncrementSeconds", 900)
                        .put("maxFailureWaitSeconds", 900)
                        .put("minimumQuickLoginWaitSeconds", 900)
                        .put("quickLoginCheckMilliSeconds", 0);
            });
            Account account = locking.admin().createAccount("guessed");
            String status = "/attack-detection/brute-force/users/" + account.id();
            // Keycloak counts after it has answered, and does not count a try that comes meanwhile.
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                locking.signsIn(account, "a-guesser-typed-this");
                return locking.admin().get(status).path("disabled").asBoolean();
            });
            assertThat(locking.signsIn(account, account.password())).isFalse();
            String chosen = RedeemRealm.newPassword();
            assertIsAuthenticate(locking.api()
                    .post(REDEEM, "token", locking.askReset(account).token(), "password", chosen));
            assertThat(locking.signsIn(account, chosen)).isTrue();
            assertThat(locking.admin().get(status).path("numFailures").asInt()).isZero();
        }
    }

    @Nested
    @DisplayName("refuses a bad password, and the token stays good")
    class Bad {

        @Test
        @DisplayName("C-42: one error for each broken rule, with its code, its number and a sentence")
        void brokenRules() throws Exception {
            RedeemRealm strict =
                    RedeemRealm.create(environment, "reset-policy", copy -> copy.put("passwordPolicy", ""));
            String current = "Current-Pass-2026-and-more";
            Account account = strict.admin()
                    .createAccount(
                            "policy-person",
                            "policy-person@example.org",
                            Map.of("credentials", List.of(Map.of("type", "password", "value", current))));
            strict.admin()
                    .send(
                            "PUT",
                            "",
                            "{\"passwordPolicy\": \"length(20) and maxLength(64) and digits(1) and upperCase(1) and"
                                    + " lowerCase(2) and specialChars(2) and notUsername and notEmail and"
                                    + " passwordHistory(3)\"}");
            Asked asked = strict.askReset(account);

            Answer name = strict.api().post(REDEEM, "token", asked.token(), "password", account.username());
            assertThat(fieldErrors(name))
                    .containsExactlyInAnyOrder(
                            "/password length_min",
                            "/password digits_min",
                            "/password upper_case_min",
                            "/password special_chars_min",
                            "/password not_username");
            for (JsonNode error : name.body().path("errors")) {
                assertThat(error.path("detail").asString()).endsWith(".").doesNotContain("invalidPassword");
                if (error.path("code").asString().equals("length_min")) {
                    assertThat(error.path("value").asInt()).isEqualTo(20);
                }
            }
            assertThat(fieldErrors(strict.api().post(REDEEM, "token", asked.token(), "password", current)))
                    .containsExactly("/password not_among_last");
            assertThat(fieldErrors(
                            strict.api().post(REDEEM, "token", asked.token(), "password", "A1-!" + "x".repeat(61))))
                    .containsExactly("/password length_max");
            assertThat(strict.signsIn(account, current)).isTrue();
            assertIsAuthenticate(
                    strict.api().post(REDEEM, "token", asked.token(), "password", "Quite-Another-Pass-2026"));
            assertThat(strict.signsIn(account, "Quite-Another-Pass-2026")).isTrue();
        }

        @Test
        @DisplayName("C-16: a second typing that differs, and none at all")
        void mistyped() throws Exception {
            Account account = realm.admin().createAccount("mistyped");
            Asked asked = realm.askReset(account);
            String chosen = RedeemRealm.newPassword();
            assertThat(fieldErrors(realm.api()
                            .post(REDEEM, "token", asked.token(), "password", chosen, "password_confirm", "other")))
                    .containsExactly("/password_confirm mismatch");
            assertThat(fieldErrors(realm.api().post(REDEEM, "token", asked.token())))
                    .containsExactly("/password required");
            assertThat(fieldErrors(redeem(asked, ""))).containsExactly("/password required");
            assertThat(fieldErrors(redeem(asked, "x".repeat(5000)))).containsExactly("/password too_long");
            assertThat(realm.signsIn(account, account.password())).isTrue();
            assertIsAuthenticate(redeem(asked, chosen));
        }

        @Test
        @DisplayName("C-02: sentences in the language asked for")
        void german() throws Exception {
            Asked asked = realm.askReset(realm.admin().createAccount("german"));
            String body = JSON.writeValueAsString(
                    Map.of("client_id", "blog-spa", "token", asked.token(), "password", "kurz"));
            Answer refused = realm.api().send(REDEEM, body, "Accept-Language", "de-AT, en;q=0.5");
            assertThat(refused.header("content-language")).isEqualTo("de");
            assertThat(refused.body().path("detail").asString()).contains("stimmen nicht");
            assertThat(refused.body().path("errors").get(0).path("detail").asString())
                    .contains("15")
                    .contains("Passwort");
        }
    }

    @Nested
    @DisplayName("is refused")
    class Refused {

        @Test
        @DisplayName("C-45: to whoever was disabled after asking")
        void disabledAfterAsking() throws Exception {
            Account account = realm.admin().createAccount("disabled");
            Asked asked = realm.askReset(account);
            realm.change(account, "{\"enabled\": false}");
            String chosen = RedeemRealm.newPassword();
            assertRefused(redeem(asked, chosen), "invalid_link");
            assertRefused(
                    realm.api().post(REDEEM, "handle", asked.handle(), "code", asked.code(), "password", chosen),
                    "invalid_link");
            realm.change(account, "{\"enabled\": true}");
            assertThat(realm.signsIn(account, chosen)).isFalse();
            assertThat(realm.signsIn(account, account.password())).isTrue();
        }

        @Test
        @DisplayName("C-24: after five wrong codes, though the sixth is right")
        void guessedCode() throws Exception {
            Account account = realm.admin().createAccount("guessed");
            Asked asked = realm.askReset(account);
            String wrong = asked.code().equals("12345678") ? "87654321" : "12345678";
            for (int i = 0; i < 5; i++) {
                assertRefused(byCode(asked.handle(), wrong), "invalid_code");
            }
            assertRefused(byCode(asked.handle(), asked.code()), "invalid_code");
            assertThat(realm.signsIn(account, account.password())).isTrue();
            assertIsAuthenticate(redeem(asked, RedeemRealm.newPassword()));
        }

        @Test
        @DisplayName("C-24: for a handle that was bent, or belongs to another request")
        void foreignHandle() throws Exception {
            Account victim = realm.admin().createAccount("victim");
            Account attacker = realm.admin().createAccount("attacker");
            Asked ofVictim = realm.askReset(victim);
            Asked ofAttacker = realm.askReset(attacker);
            assertRefused(byCode(ofVictim.handle(), ofAttacker.code()), "invalid_code");
            assertRefused(byCode(ofVictim.handle() + "x", ofVictim.code()), "invalid_code");
            assertRefused(byCode("x", ofVictim.code()), "invalid_code");
            assertThat(realm.signsIn(victim, victim.password())).isTrue();
        }

        private Answer byCode(String handle, String code) throws Exception {
            return realm.api().post(REDEEM, "handle", handle, "code", code, "password", RedeemRealm.newPassword());
        }

        @Test
        @DisplayName("where the realm has switched it off, on request and on redeem")
        void switchedOff() throws Exception {
            RedeemRealm off = RedeemRealm.create(environment, "reset-off", copy -> {});
            Account account = off.admin().createAccount("too-late");
            Asked asked = off.askReset(account);
            off.admin().send("PUT", "", "{\"resetPasswordAllowed\": false}");
            Answer request = off.api().post("/password-resets", "identity", account.email());
            assertThat(request.status() + " " + request.code()).isEqualTo("403 password_reset_disabled");
            Answer late = off.api().post(REDEEM, "token", asked.token(), "password", RedeemRealm.newPassword());
            assertThat(late.status() + " " + late.code()).isEqualTo("403 password_reset_disabled");
            assertThat(off.signsIn(account, account.password())).isTrue();
        }
    }

    @Nested
    @DisplayName("in a realm whose flow has a step of its own")
    class OwnStep {

        private RedeemRealm withStep(String name, String requirement) throws Exception {
            return RedeemRealm.create(
                    environment,
                    name,
                    copy -> BlogRealmCopy.steps(copy, "blog reset credentials")
                            .addObject()
                            .put("authenticator", "auth-otp-form")
                            .put("authenticatorFlow", false)
                            .put("priority", 15)
                            .put("requirement", requirement));
        }

        @Test
        @DisplayName("C-48: the step is not left out: the app is sent to the hosted pages, and so is the link")
        void stepLeftOut() throws Exception {
            RedeemRealm own = withStep("reset-own-step", "DISABLED");
            Account account = own.admin().createAccount("own-step");
            Asked asked = own.askReset(account);
            switchStep(own, "REQUIRED");

            Answer request = own.api().post("/password-resets", "identity", account.email());
            assertThat(request.status() + " " + request.code()).isEqualTo("403 flow_required");
            Answer late = own.api().post(REDEEM, "token", asked.token(), "password", RedeemRealm.newPassword());
            assertThat(late.status() + " " + late.code()).isEqualTo("403 flow_required");
            assertThat(asked.link().open().page())
                    .isEqualTo(environment.keycloakUrl() + "/realms/reset-own-step/login-actions/action-token");
            assertThat(own.signsIn(account, account.password())).isTrue();
        }

        @Test
        @DisplayName("C-48: a disabled step is no step")
        void disabledStep() throws Exception {
            RedeemRealm own = withStep("reset-disabled-step", "DISABLED");
            Account account = own.admin().createAccount("no-step");
            Asked asked = own.askReset(account);
            assertThat(asked.link().open().page()).isEqualTo(environment.webUrl() + "/account/reset");
            assertIsAuthenticate(own.api().post(REDEEM, "token", asked.token(), "password", RedeemRealm.newPassword()));
        }

        private void switchStep(RedeemRealm own, String requirement) throws Exception {
            String path = "/authentication/flows/blog%20reset%20credentials/executions";
            for (JsonNode step : own.admin().get(path)) {
                if (step.path("providerId").asString().equals("auth-otp-form")) {
                    ((ObjectNode) step).put("requirement", requirement);
                    assertThat(own.admin().send("PUT", path, step.toString()).status())
                            .isBetween(200, 204);
                    return;
                }
            }
            throw new AssertionError("the step is not there");
        }
    }
}
