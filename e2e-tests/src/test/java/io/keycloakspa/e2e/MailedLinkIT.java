package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.LinkRealm;
import io.keycloakspa.e2e.spa.LinkRealm.Sent;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.MailedLink.Landing;
import io.keycloakspa.e2e.spa.StockMail;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the address of the app's page tells, and what it does not. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A mailed link")
class MailedLinkIT {

    private TestEnvironment environment;
    private LinkRealm realm;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        realm = LinkRealm.create(shared, "link-context", copy -> {
            app(copy, "in-query", "/account/confirm", "query");
            app(copy, "own-query", "/account?view=confirm", "fragment");
            app(copy, "both-queries", "/account?view=confirm", "query");
            app(copy, "hash", "/#/account/confirm", "fragment");
            app(copy, "hash-in-query", "/#/account/confirm?lang=de", "query");
        });
    }

    /** One more app, like the blog but for its page. */
    private void app(ObjectNode copy, String clientId, String view, String context) {
        ObjectNode app = BlogRealmCopy.client(copy, "blog-spa").deepCopy().put("clientId", clientId);
        ((ObjectNode) app.path("protocolMappers").get(0).path("config"))
                .put("admin.mails", "false")
                .put("view.confirm", view)
                .put("context", context);
        ((ArrayNode) app.path("redirectUris")).add(environment.webUrl() + view.split("#", 2)[0]);
        ((ArrayNode) copy.path("clients")).add(app);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("C-20: tells neither address nor name, whatever came of it, and asks that nobody keep it (C-04)")
    void discreet(StockMail mail) throws Exception {
        Sent sent = realm.send(mail);
        assertDiscreet(sent, sent.link().open());
        assertDiscreet(sent, sent.link().send("HEAD"));
        assertDiscreet(sent, sent.link().withToken("no-token").open());
        assertDiscreet(sent, new MailedLink(sent.link().address().replace("blog-spa", "nobody")).open());
        assertThat(realm.redeem(sent, sent.link().token()).status()).isEqualTo(200);
        assertDiscreet(sent, sent.link().open());
    }

    @ParameterizedTest
    @CsvSource({
        "blog-spa, /account/confirm#token=TOKEN",
        "in-query, /account/confirm?token=TOKEN",
        "own-query, /account?view=confirm#token=TOKEN",
        "both-queries, /account?view=confirm&token=TOKEN",
        "hash, /#/account/confirm?token=TOKEN",
        "hash-in-query, /?token=TOKEN#/account/confirm?lang=de"
    })
    @DisplayName("C-72: adds to the page's own query or route and takes nothing from it")
    void pageOfItsOwn(String clientId, String expected) throws Exception {
        Sent sent = realm.byAdmin(StockMail.ADMIN_VERIFICATION, "/send-verify-email?client_id=" + clientId, "");
        assertThat(sent.link().open().location())
                .isEqualTo(environment.webUrl()
                        + expected.replace("TOKEN", sent.link().token()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/articles/1?a=b&c=%20#d",
                "{\"view\":\"article\",\"id\":1}",
                "ä 日本 🦊",
                "\"><script>alert(1)</script>",
                "x\r\nSet-Cookie: planted=1",
                "https://evil.example/"
            })
    @DisplayName("C-07: brings back what the app gave with its request, to the letter and without a meaning")
    void stateOverJson(String state) throws Exception {
        Account account = realm.admin().createAccount("link");
        assertThat(realm.api()
                        .post("/password-resets", "identity", account.username(), "state", state)
                        .status())
                .isEqualTo(202);
        Landing landing = new MailedLink(new Mailbox(environment, account.email()).link()).open();
        assertThat(landing.page()).isEqualTo(realm.page("reset"));
        assertThat(landing.context()).containsEntry("state", state);
        assertThat(landing.response().headers().map()).doesNotContainKey("set-cookie");
        var redeemed = realm.api()
                .post("/password-resets/redeem", "token", landing.token(), "password", LinkRealm.newPassword());
        assertThat(redeemed.body().path("next").path("state").asString()).isEqualTo(state);
    }

    @Test
    @DisplayName("C-07: brings back what the app gave with a hosted sign-in, up to 512 bytes; more is left out")
    void stateOfHostedFlow() throws Exception {
        String longest = "ä".repeat(256);
        Landing landing = forgotten(Map.of("spa_state", longest)).link().open();
        assertThat(landing.context()).containsEntry("state", longest);
        for (Map<String, String> without :
                java.util.List.of(Map.of("spa_state", longest + "x"), Map.<String, String>of())) {
            Landing other = forgotten(without).link().open();
            assertThat(other.context()).containsOnlyKeys("token");
        }
    }

    @Test
    @DisplayName("C-07, C-20: of a registration goes on in its browser with the longest state as well")
    void longestStateGoesOn() throws Exception {
        LoginForm browser = realm.flow().open("openid", Map.of("spa_state", "ä".repeat(256), "state", "s".repeat(512)));
        Sent sent = realm.register(browser);
        assertThat(browser.visit(sent.link().address()).text("#kc-passwd-update-form"))
                .isNotEmpty();
    }

    @Test
    @DisplayName("C-07: of an administrator has no state")
    void stateOfAdministrator() throws Exception {
        assertThat(realm.send(StockMail.ADMIN_ACTIONS).link().open().context()).containsOnlyKeys("token");
    }

    private Sent forgotten(Map<String, String> more) throws Exception {
        Account account = realm.admin().createAccount("link");
        LoginForm browser = realm.flow().open("openid", more);
        browser.forgotPassword(account.username());
        var link = new MailedLink(new Mailbox(environment, account.email()).link());
        return new Sent(StockMail.FORGOTTEN_PASSWORD, account, link, browser);
    }

    private static void assertDiscreet(Sent sent, Landing landing) {
        var headers = landing.response().headers();
        assertThat(headers.firstValue("cache-control").orElse("")).contains("no-store");
        assertThat(headers.firstValue("referrer-policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
        if (!landing.location().isEmpty()) {
            // Keycloak's error page, which leads nowhere, keeps its own message for a change of language.
            assertThat(headers.allValues("set-cookie")).isEmpty();
        }
        String told = URLDecoder.decode(landing.location(), StandardCharsets.UTF_8)
                        .replace(sent.link().token(), "")
                + landing.response().body();
        assertThat(told)
                .doesNotContain(sent.account().username())
                .doesNotContain(sent.account().email())
                .doesNotContain("Person");
    }
}
