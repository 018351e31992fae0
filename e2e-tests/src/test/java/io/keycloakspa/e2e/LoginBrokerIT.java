package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.browser.Looks;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.pages.LoginPage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** C-35: buttons for other sites stand on our pages and lead in. The other site is a second realm of the same server. */
@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Log in through another site")
class LoginBrokerIT {

    private static final String OUTSIDE = "outside";
    private static final String INSIDE = "inside";

    private TestEnvironment environment;
    private RealmAdmin outside;
    private RealmAdmin inside;
    private CodeFlow flow;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        outside = BlogRealmCopy.create(shared, OUTSIDE, this::letTheBrokerIn);
        inside = BlogRealmCopy.create(shared, INSIDE, this::offerTheOtherSite);
        flow = LoginIdentityIT.flow(shared, INSIDE);
    }

    private void letTheBrokerIn(ObjectNode realm) {
        ObjectNode client = ((ArrayNode) realm.path("clients")).addObject();
        client.put("clientId", "broker").put("secret", "for-tests-only").put("publicClient", false);
        client.put("standardFlowEnabled", true);
        client.putArray("redirectUris").add(environment.keycloakUrl() + "/realms/" + INSIDE + "/broker/*");
        client.putArray("defaultClientScopes").add("basic").add("profile").add("email");
    }

    private void offerTheOtherSite(ObjectNode realm) {
        String site = environment.keycloakUrl() + "/realms/" + OUTSIDE;
        String endpoint = site + "/protocol/openid-connect/";
        ObjectNode provider = realm.putArray("identityProviders").addObject();
        provider.put("alias", OUTSIDE).put("providerId", "oidc").put("enabled", true);
        // The other site has confirmed the address.
        provider.put("trustEmail", true);
        provider.putObject("config")
                .put("issuer", site)
                .put("authorizationUrl", endpoint + "auth")
                .put("tokenUrl", endpoint + "token")
                .put("userInfoUrl", endpoint + "userinfo")
                .put("jwksUrl", endpoint + "certs")
                .put("useJwksUrl", "true")
                .put("validateSignature", "true")
                .put("clientId", "broker")
                .put("clientSecret", "for-tests-only")
                .put("clientAuthMethod", "client_secret_post")
                .put("defaultScope", "openid profile email");
    }

    /** Goes to the other site by the button, and logs in there. */
    private void through(Browser browser, Account elsewhere) {
        environment.needs(Need.SELF_REACHING);
        LoginPage.open(browser.page(), flow.address(Map.of()))
                .otherSite(OUTSIDE)
                .signIn(elsewhere.username(), elsewhere.password());
    }

    private void assertSignsInThrough(Browser browser, Account elsewhere) {
        assertThat(browser.backAtTheApp(() -> through(browser, elsewhere))).contains("code=");
    }

    @Test
    @DisplayName("the button stands on the one page and on the identifier page of two")
    void button() throws Exception {
        BlogRealmCopy.create(environment, "inside-two-pages", realm -> {
            BlogRealmCopy.splitThePage(realm);
            offerTheOtherSite(realm);
        });
        for (String realm : List.of(INSIDE, "inside-two-pages")) {
            String page = LoginIdentityIT.flow(environment, realm)
                    .open("openid")
                    .shown()
                    .answer()
                    .body();
            assertThat(page).as(realm).contains("id=\"social-" + OUTSIDE + "\"", "name=\"username\"");
        }
    }

    @Test
    @DisplayName("a linked account logs in through the other site, and here by each identifier")
    void linkedAccount(Browser browser) throws Exception {
        Account account = inside.createAccount("linked");
        Account elsewhere = outside.createAccount("linked-elsewhere");
        var linked = inside.send(
                "POST",
                "/users/" + account.id() + "/federated-identity/" + OUTSIDE,
                "{\"userId\": \"%s\", \"userName\": \"%s\"}".formatted(elsewhere.id(), elsewhere.username()));
        assertThat(linked.status()).isEqualTo(204);

        assertSignsInThrough(browser, elsewhere);
        assertThat(inside.get("/users/" + account.id() + "/sessions").size()).isOne();
        for (String typed : List.of(account.username(), account.email())) {
            assertThat(flow.open("openid").submit(typed, account.password()).outcome())
                    .isEqualTo("signed in");
        }
    }

    @Test
    @DisplayName("who comes for the first time gets an account, and with a password logs in here by each identifier")
    void firstTime(Browser browser) throws Exception {
        Account elsewhere = outside.createAccount("newcomer");
        assertSignsInThrough(browser, elsewhere);

        JsonNode made = inside.get("/users?exact=true&username=" + elsewhere.username());
        assertThat(made.size()).isOne();
        String id = made.get(0).path("id").asString();
        String password = "a-long-enough-secret-from-now-on";
        inside.send(
                "PUT",
                "/users/" + id + "/reset-password",
                "{\"type\": \"password\", \"value\": \"%s\", \"temporary\": false}".formatted(password));
        for (String typed : List.of(elsewhere.username(), elsewhere.email())) {
            CodeFlow.Attempt attempt = flow.open("openid").submit(typed, password);
            assertThat(flow.redeem(attempt).accessTokenClaims().path("sub").asString())
                    .isEqualTo(id);
        }
    }

    @Test
    @DisplayName("who has an account here with the same address is asked whether the two belong together")
    void sameAddress(Browser browser) throws Exception {
        Account account = inside.createAccount("already-here");
        Account elsewhere = outside.createAccount("already-there", account.email(), Map.of());
        through(browser, elsewhere);
        browser.page().locator("#linkAccount").waitFor();
        Looks.at(browser, "link");
        assertThat(inside.get("/users/" + account.id() + "/federated-identity")).isEmpty();
        browser.page().locator("#linkAccount").click();
        // Only who reads the mails of the address, or knows the password, says so.
        browser.page().locator(".instruction, #kc-verify-email-form").first().waitFor();
        Looks.at(browser, "link-mailed");
        assertThat(inside.get("/users/" + account.id() + "/federated-identity")).isEmpty();
    }

    @Test
    @DisplayName("a user name elsewhere that is a victim's address here does not become a user name here")
    void usernameElsewhereEqualToVictimsAddress(Browser browser) throws Exception {
        environment.needs(Need.SELF_REACHING);
        Account victim = inside.createAccount("brokered-victim");
        Account attacker = outside.importAccount(victim.email(), "attacker@elsewhere.example.org", Map.of());
        LoginPage.open(browser.page(), flow.address(Map.of()))
                .otherSite(OUTSIDE)
                .signIn(attacker.email(), attacker.password());
        browser.page().locator("#kc-idp-review-profile-form").waitFor();
        assertThat(inside.get("/users?exact=true&username=" + victim.email())).isEmpty();
        assertThat(flow.open("openid").submit(victim.email(), victim.password()).outcome())
                .isEqualTo("signed in");
    }
}
