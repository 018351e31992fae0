package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.pages.AccountConsole;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** C-14: people who edit their own account in Keycloak's account console are held to the same rules, and told which. */
@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Identifiers in the account console")
class AccountConsoleIT {

    private static final String REALM = "account-console";
    private static final String NUMBER = "member_number";

    private URI address;
    private RealmAdmin admin;

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        admin = BlogRealmCopy.create(environment, REALM, realm -> {
            realm.put("editUsernameAllowed", true);
            BlogRealmCopy.identifyBy(realm, "username##email##attribute:" + NUMBER);
        });
        var profile = (ObjectNode) admin.get("/users/profile");
        ObjectNode number = ((ArrayNode) profile.path("attributes")).addObject();
        number.put("name", NUMBER).put("displayName", "Member number");
        number.putObject("validations").putObject("login-identifier");
        ObjectNode permissions = number.putObject("permissions");
        permissions.putArray("view").add("admin").add("user");
        permissions.putArray("edit").add("admin").add("user");
        assertThat(admin.send("PUT", "/users/profile", profile.toString()).status())
                .isEqualTo(200);
        address = URI.create(environment.keycloakUrl() + "/realms/" + REALM + "/account/");
    }

    @Test
    @DisplayName("an unclean or reserved user name is refused with the rule it breaks; a clean one is taken")
    void username(Browser browser) throws Exception {
        Account account = admin.createAccount("renames-itself");
        AccountConsole console = AccountConsole.open(browser.page(), address, account);
        for (Map.Entry<String, String> refused : Map.of(
                        "me@example.org", "An @ is only allowed in e-mail addresses.",
                        "admin", "This user name is reserved.",
                        "p\u0430ypal", "A user name has letters of one script only")
                .entrySet()) {
            console.change("username", refused.getKey());
            assertThat(console.messageAt("username")).containsText(refused.getValue());
        }
        browser.screenshot("refused");
        console.change("username", account.username() + ".2");
        assertThat(console.saved()).isVisible();
        assertThat(admin.get("/users/" + account.id()).path("username").asString())
                .isEqualTo(account.username() + ".2");
    }

    @Test
    @DisplayName("another's user name or number is refused as an identifying attribute")
    void attributeOfAnother(Browser browser) throws Exception {
        Account victim = admin.createAccount(
                "has-number", "has-number@example.org", Map.of("attributes", Map.of(NUMBER, List.of("AB-1001"))));
        Account account = admin.createAccount("wants-number");
        AccountConsole console = AccountConsole.open(browser.page(), address, account);
        for (String taken : List.of("ab-1001", victim.username())) {
            console.change(NUMBER, taken);
            assertThat(console.messageAt(NUMBER)).containsText("Somebody else has this already.");
        }
        console.change(NUMBER, victim.email());
        assertThat(console.messageAt(NUMBER)).containsText("An @ is only allowed in e-mail addresses.");
        console.change(NUMBER, "ab-1002");
        assertThat(console.saved()).isVisible();
    }
}
