package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** C-34: wrong passwords through our steps lock exactly as Keycloak's own detection does, and lock the right account. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Lock-out")
class LockOutIT {

    private static final String REALM = "lock-out";
    private static final String WRONG = "this-is-the-wrong-password";
    private static final int FAILURES = 4;

    private TestEnvironment environment;
    private RealmAdmin admin;
    private CodeFlow flow;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        admin = BlogRealmCopy.create(environment, REALM, realm -> {
            BlogRealmCopy.allowPasswordGrant(realm);
            lockSoon(realm);
        });
        flow = LoginIdentityIT.flow(environment, REALM);
    }

    private static void lockSoon(ObjectNode realm) {
        realm.put("bruteForceProtected", true);
        realm.put("failureFactor", FAILURES);
        realm.put("waitIncrementSeconds", 900);
        realm.put("maxFailureWaitSeconds", 900);
        realm.put("quickLoginCheckMilliSeconds", 0);
    }

    @Test
    @DisplayName("counts user name, address and both entries together")
    void guessingByChangingIdentifiers() throws Exception {
        Account account = admin.createAccount("guessed");
        flow.open("openid").submit(account.username(), WRONG);
        counted(account, 1);
        flow.open("openid").submit(account.email().toUpperCase(Locale.ROOT), WRONG);
        counted(account, 2);
        flow.passwordGrant(account.username(), WRONG);
        counted(account, 3);
        assertThat(failures(account).path("disabled").asBoolean()).isFalse();

        flow.passwordGrant(" " + account.email(), WRONG);
        counted(account, FAILURES);
        assertThat(failures(account).path("disabled").asBoolean()).isTrue();
        assertThat(flow.open("openid")
                        .submit(account.username(), account.password())
                        .outcome())
                .startsWith("200");
        assertThat(flow.passwordGrant(account.email(), account.password()).status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("counts on one form that is sent again and again")
    void guessingOnOneForm() throws Exception {
        Account account = admin.createAccount("one-form");
        CodeFlow.LoginForm form = flow.open("openid");
        for (int i = 1; i <= FAILURES; i++) {
            form.submit(i % 2 == 0 ? account.email() : account.username(), WRONG);
            counted(account, i);
        }
        assertThat(form.submit(account.username(), account.password()).succeeded())
                .isFalse();
    }

    @Test
    @DisplayName("counts on two pages, by user name and address together")
    void guessingOnTwoPages() throws Exception {
        String realm = REALM + "-two-pages";
        RealmAdmin there = BlogRealmCopy.create(environment, realm, copy -> {
            BlogRealmCopy.splitThePage(copy);
            lockSoon(copy);
        });
        Account account = there.createAccount("two-pages-guessed");
        for (int i = 1; i <= FAILURES; i++) {
            CodeFlow.LoginForm form = LoginIdentityIT.flow(environment, realm).open("openid");
            form.submit("#kc-form-login", Map.of("username", i % 2 == 0 ? account.email() : account.username()));
            form.submit("#kc-form-login", Map.of("password", WRONG));
            counted(there, account, i);
        }
        assertThat(failures(there, account).path("disabled").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("counts for the known person who is asked for the password again, not for the name sent along")
    void guessingAtReauthentication() throws Exception {
        Account account = admin.createAccount("guessed-again");
        Account sentAlong = admin.createAccount("sent-along");
        CodeFlow.LoginForm browser = flow.open("openid");
        assertThat(browser.submit(account.email(), account.password()).outcome())
                .isEqualTo("signed in");
        flow.openAgain(browser, Map.of("prompt", "login")).submit(sentAlong.username(), WRONG);
        counted(account, 1);
        assertThat(failures(sentAlong).path("numFailures").asInt()).isZero();
    }

    @Test
    @DisplayName("a right password clears the count")
    void clearedByARightPassword() throws Exception {
        Account account = admin.createAccount("cleared");
        for (int i = 1; i < FAILURES; i++) {
            flow.open("openid").submit(account.email(), WRONG);
            counted(account, i);
        }
        // Counting may still hold the account for a moment after the number shows.
        await().until(() ->
                flow.open("openid").submit(account.email(), account.password()).succeeded());
        counted(account, 0);
    }

    @Test
    @DisplayName("locks who is meant, never the account whose user name is the typed address")
    void usernameEqualToVictimsAddressIsNotLocked() throws Exception {
        Account victim = admin.createAccount("lock-victim");
        Account shadow = admin.importAccount(victim.email(), "shadow-" + victim.email(), Map.of());
        for (int i = 1; i <= FAILURES; i++) {
            flow.open("openid").submit(victim.email(), WRONG);
            counted(victim, i);
        }
        assertThat(failures(victim).path("disabled").asBoolean()).isTrue();
        assertThat(failures(shadow).path("numFailures").asInt()).isZero();
    }

    @Test
    @DisplayName("locks nobody when nobody is meant, however the text would be found by other rules")
    void lockOutOfAnAccountNobodyMeant() throws Exception {
        String address = "nobody-meant@example.org";
        Account shadow = admin.importAccount(address, "shadow-of-" + address, Map.of());
        for (int i = 0; i < FAILURES; i++) {
            flow.open("openid").submit(address, WRONG);
            flow.passwordGrant(address, WRONG);
        }
        // A failure of somebody else shows that counting has caught up.
        Account other = admin.createAccount("caught-up");
        flow.passwordGrant(other.username(), WRONG);
        counted(other, 1);
        assertThat(failures(shadow).path("numFailures").asInt()).isZero();
        assertThat(flow.passwordGrant(shadow.email(), shadow.password()).status())
                .isEqualTo(200);
    }

    /** Keycloak counts after it has answered, and does not count a try that comes meanwhile. */
    private void counted(Account account, int failures) {
        counted(admin, account, failures);
    }

    private static void counted(RealmAdmin there, Account account, int failures) {
        await().until(() -> failures(there, account).path("numFailures").asInt() == failures);
    }

    private JsonNode failures(Account account) throws Exception {
        return failures(admin, account);
    }

    private static JsonNode failures(RealmAdmin there, Account account) throws Exception {
        return there.get("/attack-detection/brute-force/users/" + account.id());
    }
}
