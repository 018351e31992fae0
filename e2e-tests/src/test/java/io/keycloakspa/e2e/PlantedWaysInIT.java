package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.ConfirmLinkIT.assertIsAuthenticate;
import static io.keycloakspa.e2e.ConfirmLinkIT.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow.Attempt;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import io.keycloakspa.e2e.oidc.TimeCode;
import io.keycloakspa.e2e.spa.RedeemRealm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * C-46, C-43: what a reset by mail does to the other ways into an account. Where nobody had proved the mailbox before,
 * somebody else may have prepared them; where the owner had, they are the owner's.
 */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("After a reset by mail, other ways into the account")
class PlantedWaysInIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SITE = "other-site";
    private static final String SECRET = "twenty-bytes-secret-of-a-phone";
    private static final String PENDING = "kc.email.pending";

    private RedeemRealm realm;

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        realm = RedeemRealm.create(environment, "planted", PlantedWaysInIT::offerAnotherSite);
        realm.letPeopleChangeTheirAddress();
    }

    private static void offerAnotherSite(ObjectNode realm) {
        ObjectNode provider = realm.putArray("identityProviders").addObject();
        provider.put("alias", SITE).put("providerId", "oidc").put("enabled", true);
        provider.putObject("config")
                .put("issuer", "https://other.example.org")
                .put("authorizationUrl", "https://other.example.org/auth")
                .put("tokenUrl", "https://other.example.org/token")
                .put("clientId", "broker")
                .put("clientSecret", "for-tests-only");
    }

    /** An account with a password, a phone, a passkey and an identity elsewhere. */
    private Account withManyWaysIn(String prefix) throws Exception {
        String name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
        String password = "a-long-enough-secret-of-" + name;
        Account imported = realm.admin()
                .importAccount(
                        name,
                        name + "@example.org",
                        Map.of(
                                "credentials",
                                List.of(
                                        Map.of("type", "password", "value", password),
                                        credential(
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
                                                        "HmacSHA1")),
                                        credential(
                                                "webauthn-passwordless",
                                                Map.of(),
                                                Map.of(
                                                        "aaguid",
                                                        "00000000-0000-0000-0000-000000000000",
                                                        "credentialId",
                                                        "cGxhbnRlZA",
                                                        "counter",
                                                        0,
                                                        "credentialPublicKey",
                                                        "cGxhbnRlZA",
                                                        "attestationStatementFormat",
                                                        "none")))));
        var account = new Account(imported.id(), imported.username(), imported.email(), password);
        var linked = realm.admin()
                .send(
                        "POST",
                        "/users/" + account.id() + "/federated-identity/" + SITE,
                        "{\"userId\": \"them\", \"userName\": \"them\"}");
        assertThat(linked.status()).isEqualTo(204);
        return account;
    }

    private static Map<String, Object> credential(String type, Object secret, Object data) {
        return Map.of(
                "type",
                type,
                "secretData",
                JSON.writeValueAsString(secret),
                "credentialData",
                JSON.writeValueAsString(data));
    }

    /** Signs in with password and phone, and asks to move the account to another address. */
    private void askForAnotherAddress(Account account, String address) throws Exception {
        LoginForm browser = realm.openChangeOfAddress(account, "/");
        browser.submit("#kc-otp-login-form", Map.of("otp", TimeCode.at(Instant.now(), SECRET)));
        browser.goOn();
        browser.submit("#kc-update-email-form", Map.of("email", address));
    }

    private List<String> credentials(Account account) throws Exception {
        return realm.admin()
                .get("/users/" + account.id() + "/credentials")
                .valueStream()
                .map(credential -> credential.path("type").asString())
                .toList();
    }

    private int identities(Account account) throws Exception {
        return realm.admin()
                .get("/users/" + account.id() + "/federated-identity")
                .size();
    }

    private void reset(Account account, String password) throws Exception {
        assertIsAuthenticate(realm.api()
                .post(ResetLinkIT.REDEEM, "token", realm.askReset(account).token(), "password", password));
    }

    @Test
    @DisplayName(
            "C-46: planted into an unconfirmed account are gone: password, phone, passkey, identity, change of address")
    void plantedBeforeTheOwnerCame() throws Exception {
        Account account = withManyWaysIn("unconfirmed");
        String attackersAddress = "attacker-of-" + account.email();
        askForAnotherAddress(account, attackersAddress);
        String pendingLink = realm.mailedLink(attackersAddress).token();
        realm.change(account, "{\"emailVerified\": false}");
        assertThat(credentials(account)).containsExactlyInAnyOrder("password", "otp", "webauthn-passwordless");
        assertThat(identities(account)).isOne();
        assertThat(realm.user(account).path("attributes").path(PENDING).toString())
                .contains(attackersAddress);

        String chosen = RedeemRealm.newPassword();
        reset(account, chosen);
        assertThat(credentials(account)).containsExactly("password");
        assertThat(identities(account)).isZero();
        assertThat(realm.isConfirmed(account)).isTrue();
        assertThat(realm.user(account).toString()).doesNotContain(attackersAddress);
        assertThat(realm.signsIn(account, account.password())).isFalse();
        assertThat(realm.signsIn(account, chosen)).isTrue();

        assertRefused(realm.api().post("/email-changes/redeem", "token", pendingLink), "invalid_link");
        assertThat(RedeemRealm.leftFor(realm.openHosted(pendingLink))).contains("#error=invalid_link");
        assertThat(realm.user(account).path("email").asString()).isEqualTo(account.email());
    }

    @Test
    @DisplayName("C-46, C-43: of a confirmed account stay; the phone is asked for at the next sign-in")
    void ownersOwn() throws Exception {
        Account account = withManyWaysIn("confirmed");
        String chosen = RedeemRealm.newPassword();
        reset(account, chosen);
        assertThat(credentials(account)).containsExactlyInAnyOrder("password", "otp", "webauthn-passwordless");
        assertThat(identities(account)).isOne();

        LoginForm page = realm.flow().open("openid");
        Attempt password = page.submit(account.username(), chosen);
        assertThat(password.succeeded()).isFalse();
        assertThat(password.answer().body()).contains("kc-otp-login-form");
        assertThat(page.submit("#kc-otp-login-form", Map.of("otp", TimeCode.at(Instant.now(), SECRET)))
                        .outcome())
                .isEqualTo("signed in");
    }

    @Test
    @DisplayName("C-43: a change of address that was asked for before is dead, though its account was confirmed")
    void changeOfAddressByAThief() throws Exception {
        Account account = withManyWaysIn("moved-away");
        String thiefsAddress = "thief-of-" + account.email();
        askForAnotherAddress(account, thiefsAddress);
        reset(account, RedeemRealm.newPassword());
        assertRefused(
                realm.api()
                        .post(
                                "/email-changes/redeem",
                                "token",
                                realm.mailedLink(thiefsAddress).token()),
                "invalid_link");
        assertThat(realm.user(account).path("email").asString()).isEqualTo(account.email());
    }

    @Test
    @DisplayName("C-46: only confirming does not remove a password: that is what the reset is for")
    void confirmingAlone() throws Exception {
        Account account = realm.unconfirmed("confirms");
        assertIsAuthenticate(realm.api()
                .post(
                        "/confirmations/redeem",
                        "token",
                        realm.askConfirm(account).token()));
        assertThat(credentials(account)).containsExactly("password");
    }
}
