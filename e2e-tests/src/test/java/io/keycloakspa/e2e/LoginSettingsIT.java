package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.HttpInbox;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;

/** What an administrator's setting lets count as an identifier, and what it does not. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Settings of the login")
class LoginSettingsIT {

    private static final String REFUSED = "200  Invalid username or password.";

    private TestEnvironment environment;
    private HttpInbox inbox;
    private RealmAdmin members;
    private CodeFlow flow;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        inbox = shared.inbox();
        String realm = "members";
        members = BlogRealmCopy.create(shared, realm, copy -> {
            BlogRealmCopy.allowPasswordGrant(copy);
            BlogRealmCopy.identifyBy(copy, "username##email##attribute:member_number");
        });
        // Attributes that the profile does not name are kept only if it allows them, here as written by admins alone.
        var profile = (ObjectNode) members.get("/users/profile");
        profile.put("unmanagedAttributePolicy", "ADMIN_EDIT");
        assertThat(members.send("PUT", "/users/profile", profile.toString()).status())
                .isEqualTo(200);
        flow = LoginIdentityIT.flow(shared, realm);
    }

    private Account member(String prefix, String number) throws Exception {
        return members.createAccount(
                prefix, prefix + "@example.org", Map.of("attributes", Map.of("member_number", List.of(number))));
    }

    @Test
    @DisplayName("a member number of one account logs in at each entry, in the cases that databases hold")
    void memberNumber() throws Exception {
        Account account = member("numbered", "AB-1001");
        for (String typed : List.of("AB-1001", " ab-1001 ", account.username(), account.email())) {
            assertThat(flow.open("openid").submit(typed, account.password()).outcome())
                    .as(typed)
                    .isEqualTo("signed in");
            assertThat(flow.passwordGrant(typed, account.password()).status())
                    .as(typed)
                    .isEqualTo(200);
        }
        assertThat(flow.open("openid").submit("AB-1001", "wrong-password").outcome())
                .isEqualTo(REFUSED);
        flow.open("openid").forgotPassword("AB-1001");
        assertThat(inbox.messages(account.email())).hasSize(1);
    }

    @Test
    @DisplayName("a member number of two accounts means nobody; their names still work")
    void memberNumberOfTwoAccounts() throws Exception {
        for (Account account : List.of(member("sharing-one", "AB-2002"), member("sharing-two", "AB-2002"))) {
            assertThat(flow.open("openid").submit("AB-2002", account.password()).outcome())
                    .isEqualTo(REFUSED);
            assertThat(flow.passwordGrant("AB-2002", account.password()).status())
                    .isEqualTo(400);
            flow.open("openid").forgotPassword("AB-2002");
            assertThat(inbox.messages(account.email())).isEmpty();
            assertThat(flow.open("openid")
                            .submit(account.username(), account.password())
                            .outcome())
                    .isEqualTo("signed in");
        }
    }

    @Test
    @DisplayName("a member number equal to somebody's user name never reaches, blocks or shadows that account")
    void memberNumberEqualToVictimsUsername() throws Exception {
        Account victim = members.createAccount("number-victim", "number-victim@example.org", Map.of());
        Account attacker = member("number-attacker", victim.username());
        assertThat(flow.open("openid")
                        .submit(victim.username(), victim.password())
                        .outcome())
                .isEqualTo("signed in");
        assertThat(flow.open("openid")
                        .submit(victim.username(), attacker.password())
                        .outcome())
                .isEqualTo(REFUSED);
    }

    @Test
    @DisplayName("where only the address counts, the user name does not")
    void usernameWhereOnlyTheAddressCounts() throws Exception {
        String realm = "addresses-only";
        RealmAdmin there = BlogRealmCopy.create(environment, realm, copy -> {
            BlogRealmCopy.allowPasswordGrant(copy);
            BlogRealmCopy.identifyBy(copy, "email");
        });
        CodeFlow entry = LoginIdentityIT.flow(environment, realm);
        Account account = there.createAccount("by-address-only");
        assertThat(entry.open("openid")
                        .submit(account.username(), account.password())
                        .outcome())
                .isEqualTo(REFUSED);
        assertThat(entry.passwordGrant(account.username(), account.password()).status())
                .isEqualTo(400);
        entry.open("openid").forgotPassword(account.username());
        assertThat(inbox.messages(account.email())).isEmpty();
        assertThat(entry.open("openid")
                        .submit(account.email(), account.password())
                        .outcome())
                .isEqualTo("signed in");
        assertThat(entry.passwordGrant(account.email(), account.password()).status())
                .isEqualTo(200);
    }
}
