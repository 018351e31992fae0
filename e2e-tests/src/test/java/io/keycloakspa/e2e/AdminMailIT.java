package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.LinkRealm;
import io.keycloakspa.e2e.spa.LinkRealm.Sent;
import io.keycloakspa.e2e.spa.MailedLink.Landing;
import io.keycloakspa.e2e.spa.StockMail;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** C-47: whose app a mail belongs to that an administrator sends. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A mail that an administrator sends")
class AdminMailIT {

    private static final String ACTIONS = "[\"UPDATE_PASSWORD\"]";

    private TestEnvironment environment;
    private LinkRealm one;
    private LinkRealm two;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        one = LinkRealm.create(shared, "link-admin-one", AdminMailIT::addPlainClient);
        two = LinkRealm.create(shared, "link-admin-two", realm -> {
            addPlainClient(realm);
            var second = BlogRealmCopy.client(realm, "blog-spa").deepCopy().put("clientId", "second-spa");
            ((ArrayNode) realm.path("clients")).add(second);
        });
    }

    /** A client like the blog, but no app. */
    private static void addPlainClient(ObjectNode realm) {
        var plain = BlogRealmCopy.client(realm, "blog-spa").deepCopy().put("clientId", "plain");
        plain.remove("protocolMappers");
        plain.putArray("defaultClientScopes").add("basic").add("email").add("profile");
        ((ArrayNode) realm.path("clients")).add(plain);
    }

    @ParameterizedTest
    @CsvSource({"ADMIN_VERIFICATION, /send-verify-email", "ADMIN_ACTIONS, /execute-actions-email"})
    @DisplayName("C-47: without naming a client leads to the one app that receives such mails")
    void withoutClient(StockMail mail, String path) throws Exception {
        Sent sent = one.byAdmin(mail, path, mail == StockMail.ADMIN_ACTIONS ? ACTIONS : "");
        Landing landing = sent.link().open();
        assertThat(landing.page()).isEqualTo(one.page(mail.view()));
        assertThat(landing.context()).containsOnlyKeys("token");
        assertThat(one.redeem(sent, landing.token()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/send-verify-email", "/execute-actions-email"})
    @DisplayName("C-47: is Keycloak's own where two apps want such mails")
    void twoApps(String path) throws Exception {
        assertStock(two, path, path.contains("actions") ? ACTIONS : "");
    }

    @ParameterizedTest
    @CsvSource({
        "/send-verify-email?client_id=plain, ''",
        "/execute-actions-email?client_id=plain, '[\"UPDATE_PASSWORD\"]'",
        "/send-verify-email?client_id=newsletter, ''",
        "/execute-actions-email?client_id=newsletter, '[\"UPDATE_PASSWORD\"]'"
    })
    @DisplayName("C-47, C-73: is Keycloak's own for a client that is no app, or an app whose pages are not listed")
    void noApp(String path, String actions) throws Exception {
        assertStock(one, path, actions);
    }

    @Test
    @DisplayName("C-47: names an app of two, and leads there")
    void namedApp() throws Exception {
        Sent sent = two.byAdmin(StockMail.ADMIN_VERIFICATION, "/send-verify-email?client_id=second-spa", "");
        assertThat(sent.link().address()).contains("client_id=second-spa");
        assertThat(sent.link().open().page()).isEqualTo(two.page("confirm"));
    }

    @Test
    @DisplayName("C-47: nobody's \"Forgot password?\" lands in an app that it was not asked from")
    void forgottenAtAnotherClient() throws Exception {
        Account account = one.admin().createAccount("link");
        var flow = new CodeFlow(one.issuer(), "plain", java.net.URI.create(environment.webUrl() + "/callback"));
        var browser = flow.open("openid");
        browser.forgotPassword(account.username());
        String link = new Mailbox(environment, account.email()).stockLink();
        assertThat(link).startsWith(one.issuer() + "/login-actions/action-token?");
        var page = browser.visit(link);
        String chosen = LinkRealm.newPassword();
        browser.submit("#kc-passwd-update-form", Map.of("password-new", chosen, "password-confirm", chosen));
        assertThat(page.answer().statusCode()).isEqualTo(200);
        assertThat(browser.goOn().outcome()).isEqualTo("signed in");
    }

    private void assertStock(LinkRealm realm, String path, String actions) throws Exception {
        String username = LinkRealm.fresh();
        Account account =
                realm.admin().createAccount(username, username + "@example.org", Map.of("emailVerified", false));
        var sent = realm.admin().send("PUT", "/users/" + account.id() + path, actions);
        assertThat(sent.status()).isEqualTo(204);
        String link = new Mailbox(environment, account.email()).stockLink();
        assertThat(link).startsWith(realm.issuer() + "/login-actions/action-token?");

        // Keycloak's own pages, to the end.
        var browser = CodeFlow.newBrowser();
        assertThat(browser.visit(link).answer().statusCode()).isEqualTo(200);
        var page = browser.click("#kc-info-message a");
        if (page.answer().body().contains("kc-passwd-update-form")) {
            String chosen = LinkRealm.newPassword();
            browser.submit("#kc-passwd-update-form", Map.of("password-new", chosen, "password-confirm", chosen));
            page = browser.goOn();
        }
        assertThat(page.answer().statusCode()).isEqualTo(200);
        assertThat(page.answer().body()).contains("kc-info-message");
        assertThat(CodeFlow.newBrowser()
                        .visit(link.replaceAll("key=[^&]*", "key=x"))
                        .answer()
                        .statusCode())
                .isEqualTo(400);
    }
}
