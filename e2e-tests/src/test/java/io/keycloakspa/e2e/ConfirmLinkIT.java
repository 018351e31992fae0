package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.spa.RedeemRealm;
import io.keycloakspa.e2e.spa.RedeemRealm.Asked;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** C-20 to C-26: {@code POST /confirmations/redeem} in a realm of the test's own. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Confirming an address over JSON")
class ConfirmLinkIT {

    private static final String REDEEM = "/confirmations/redeem";

    private RedeemRealm realm;

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        realm = RedeemRealm.create(environment, "confirm-link", copy -> {});
    }

    @Nested
    @DisplayName("of an account with a password")
    class WithPassword {

        @Test
        @DisplayName("C-21, C-07: by token; the app gets its state back, and the person signs in")
        void byToken() throws Exception {
            Account account = realm.unconfirmed("by-token");
            Answer done =
                    realm.api().post(REDEEM, "token", realm.askConfirm(account).token());
            assertIsAuthenticate(done);
            assertThat(realm.isConfirmed(account)).isTrue();
            assertThat(realm.signsIn(account, account.password())).isTrue();
        }

        @Test
        @DisplayName("C-24: by handle and code")
        void byCode() throws Exception {
            Account account = realm.unconfirmed("by-code");
            Asked asked = realm.askConfirm(account);
            assertIsAuthenticate(realm.api().post(REDEEM, "handle", asked.handle(), "code", asked.code()));
            assertThat(realm.isConfirmed(account)).isTrue();
        }

        @Test
        @DisplayName("a password is not expected: whoever sent it would believe that it holds from now on")
        void passwordSmuggledIn() throws Exception {
            Account account = realm.unconfirmed("smuggled");
            Asked asked = realm.askConfirm(account);
            String other = RedeemRealm.newPassword();
            Answer refused = realm.api().post(REDEEM, "token", asked.token(), "password", other);
            assertThat(fieldErrors(refused)).containsExactly("/password password_not_expected");
            assertThat(realm.isConfirmed(account)).isFalse();
            assertIsAuthenticate(realm.api().post(REDEEM, "token", asked.token()));
            assertThat(realm.signsIn(account, other)).isFalse();
            assertThat(realm.signsIn(account, account.password())).isTrue();
        }

        @Test
        @DisplayName("C-22: a second time, by token or code, all is well already")
        void secondTime() throws Exception {
            Account account = realm.unconfirmed("second-time");
            Asked asked = realm.askConfirm(account);
            assertIsAuthenticate(realm.api().post(REDEEM, "token", asked.token()));
            assertRefused(realm.api().post(REDEEM, "token", asked.token()), "already_confirmed");
            assertRefused(
                    realm.api().post(REDEEM, "handle", asked.handle(), "code", asked.code()), "already_confirmed");
        }

        @Test
        @DisplayName("the administrator finds who confirmed what, by which token, over which app")
        void event() throws Exception {
            Account account = realm.unconfirmed("recorded");
            Asked asked = realm.askConfirm(account);
            realm.api().post(REDEEM, "token", asked.token());
            JsonNode events = realm.events(account, "VERIFY_EMAIL");
            assertThat(events).hasSize(1);
            JsonNode event = events.get(0);
            assertThat(event.path("clientId").asString()).isEqualTo("blog-spa");
            assertThat(event.path("details").path("email").asString()).isEqualTo(account.email());
            assertThat(event.path("details").path("token_id").asString()).isNotEmpty();
            assertThat(event.toString()).doesNotContain(asked.token());
            assertThat(realm.events(account, "UPDATE_CREDENTIAL")).isEmpty();
        }
    }

    @Nested
    @DisplayName("of an account without a password")
    class FirstPassword {

        @Test
        @DisplayName("C-21: asks for the first password, the token stays good; with it the person signs in")
        void firstPassword() throws Exception {
            Account account = realm.registered("newcomer");
            Asked asked = realm.askConfirm(account);
            assertRefused(realm.api().post(REDEEM, "token", asked.token()), "password_required");
            assertRefused(
                    realm.api().post(REDEEM, "handle", asked.handle(), "code", asked.code()), "password_required");
            assertThat(realm.isConfirmed(account)).isFalse();

            String chosen = RedeemRealm.newPassword();
            assertIsAuthenticate(
                    realm.api().post(REDEEM, "token", asked.token(), "password", chosen, "password_confirm", chosen));
            assertThat(realm.isConfirmed(account)).isTrue();
            assertThat(realm.signsIn(account, chosen)).isTrue();
            assertThat(realm.events(account, "VERIFY_EMAIL")).hasSize(1);
            assertThat(realm.events(account, "UPDATE_CREDENTIAL")).hasSize(1);
        }

        @Test
        @DisplayName("C-16: a password that breaks the rules, or was mistyped, changes nothing; the token stays good")
        void weakFirstPassword() throws Exception {
            Account account = realm.registered("weak");
            Asked asked = realm.askConfirm(account);
            Answer weak = realm.api().post(REDEEM, "token", asked.token(), "password", "short");
            assertThat(fieldErrors(weak)).containsExactly("/password length_min");
            String chosen = RedeemRealm.newPassword();
            Answer mistyped = realm.api()
                    .post(REDEEM, "token", asked.token(), "password", chosen, "password_confirm", chosen + "x");
            assertThat(fieldErrors(mistyped)).containsExactly("/password_confirm mismatch");
            assertThat(realm.isConfirmed(account)).isFalse();
            assertIsAuthenticate(
                    realm.api().post(REDEEM, "handle", asked.handle(), "code", asked.code(), "password", chosen));
            assertThat(realm.signsIn(account, chosen)).isTrue();
        }

        @Test
        @DisplayName("a second first password is not taken, though the address was confirmed by the same link")
        void secondFirstPassword() throws Exception {
            Account account = realm.registered("twice");
            Asked asked = realm.askConfirm(account);
            String chosen = RedeemRealm.newPassword();
            String other = RedeemRealm.newPassword();
            assertIsAuthenticate(realm.api().post(REDEEM, "token", asked.token(), "password", chosen));
            assertRefused(realm.api().post(REDEEM, "token", asked.token(), "password", other), "already_confirmed");
            assertThat(realm.signsIn(account, other)).isFalse();
            assertThat(realm.signsIn(account, chosen)).isTrue();
        }
    }

    @Nested
    @DisplayName("is refused")
    class Refused {

        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE"})
        @DisplayName("C-21: for anything but a POST")
        void robotsMethod(String method) throws Exception {
            Account account = realm.unconfirmed("method");
            Asked asked = realm.askConfirm(account);
            var http = new JsonHttp(realm.api().base());
            String body = "{\"client_id\": \"blog-spa\", \"token\": \"%s\"}".formatted(asked.token());
            boolean bodiless = method.equals("GET") || method.equals("HEAD");
            assertThat(http.send(method, REDEEM + "?client_id=blog-spa&token=" + asked.token(), bodiless ? "" : body)
                            .status())
                    .isEqualTo(405);
            assertThat(asked.link().open().status()).isEqualTo(303);
            assertThat(realm.isConfirmed(account)).isFalse();
            assertIsAuthenticate(realm.api().post(REDEEM, "token", asked.token()));
        }

        @Test
        @DisplayName("C-22: a token that was cut, bent, made up, or is for something else")
        void tamperedToken() throws Exception {
            Account account = realm.unconfirmed("tampered");
            String token = realm.askConfirm(account).token();
            String reset = realm.askReset(account).token();
            String unsigned = token.substring(0, token.lastIndexOf('.') + 1);
            List<String> bad = List.of(
                    token.substring(0, token.length() - 2),
                    token.substring(1),
                    unsigned,
                    "eyJhbGciOiJub25lIn0" + unsigned.substring(unsigned.indexOf('.')),
                    token + "." + token,
                    "x",
                    "x".repeat(8000),
                    reset);
            for (String wrong : bad) {
                assertRefused(realm.api().post(REDEEM, "token", wrong), "invalid_link");
            }
            assertThat(realm.isConfirmed(account)).isFalse();
            assertThat(realm.admin()
                            .get("/events?type=EXECUTE_ACTION_TOKEN_ERROR")
                            .toString())
                    .contains("invalid_token")
                    .doesNotContain(unsigned, reset);
        }

        @Test
        @DisplayName("C-22: a token that was mailed for another app")
        void tokenOfAnotherClient() throws Exception {
            Account account = realm.unconfirmed("other-app");
            Asked asked = realm.askConfirm(account);
            assertRefused(realm.api().as("newsletter").post(REDEEM, "token", asked.token()), "invalid_link");
            assertRefused(
                    realm.api().as("newsletter").post(REDEEM, "handle", asked.handle(), "code", asked.code()),
                    "invalid_code");
            assertThat(realm.isConfirmed(account)).isFalse();
        }

        @Test
        @DisplayName("C-26: once the address, the password or the account itself is another")
        void tokenThatOutlivedItsAccount() throws Exception {
            Account moved = realm.unconfirmed("moved");
            String ofMoved = realm.askConfirm(moved).token();
            realm.change(moved, "{\"email\": \"elsewhere-%s\"}".formatted(moved.email()));

            Account changed = realm.unconfirmed("changed");
            String ofChanged = realm.askConfirm(changed).token();
            realm.setPassword(changed, RedeemRealm.newPassword());

            Account disabled = realm.unconfirmed("disabled");
            String ofDisabled = realm.askConfirm(disabled).token();
            realm.change(disabled, "{\"enabled\": false}");

            Account deleted = realm.unconfirmed("deleted");
            String ofDeleted = realm.askConfirm(deleted).token();
            realm.admin().send("DELETE", "/users/" + deleted.id(), "");

            for (String token : List.of(ofMoved, ofChanged, ofDisabled, ofDeleted)) {
                assertRefused(realm.api().post(REDEEM, "token", token), "invalid_link");
            }
            for (Account account : List.of(moved, changed, disabled)) {
                assertThat(realm.isConfirmed(account)).isFalse();
            }
        }

        @Test
        @DisplayName("a code without its handle, a handle without its code, a code beside a token")
        void halfACode() throws Exception {
            Asked asked = realm.askConfirm(realm.unconfirmed("half"));
            assertThat(fieldErrors(realm.api().post(REDEEM, "code", asked.code())))
                    .containsExactly("/handle required");
            assertThat(fieldErrors(realm.api().post(REDEEM, "handle", asked.handle())))
                    .containsExactly("/code required");
            assertThat(fieldErrors(realm.api()
                            .post(REDEEM, "token", asked.token(), "handle", asked.handle(), "code", asked.code())))
                    .containsExactly("/token not_expected");
            assertThat(fieldErrors(realm.api().post(REDEEM))).containsExactly("/token required");
        }
    }

    static void assertIsAuthenticate(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        JsonNode next = answer.body().path("next");
        assertThat(next.path("type").asString()).isEqualTo("authenticate");
        assertThat(next.path("state").asString()).isEqualTo(RedeemRealm.STATE);
        assertThat(answer.response().headers().allValues("set-cookie")).isEmpty();
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    static void assertRefused(Answer answer, String code) {
        assertThat(answer.status() + " " + answer.code()).isEqualTo("400 " + code);
    }

    /** Each as "pointer code", of an answer that has to be {@code validation_failed}. */
    static List<String> fieldErrors(Answer answer) {
        assertRefused(answer, "validation_failed");
        return answer.body()
                .path("errors")
                .valueStream()
                .map(error -> error.path("pointer").asString() + " "
                        + error.path("code").asString())
                .toList();
    }
}
