package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.pages.SettingsForm;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The settings of an app, saved by the admin API as the console does, in a realm of the test's own. */
@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Settings of an app")
class SettingsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String REALM = "settings";

    private static final List<String> PAGES = List.of("confirm", "reset", "email", "action", "error");

    private TestEnvironment environment;
    private RealmAdmin admin;
    private String web = "";
    private String onClient = "";
    private String onScope = "";

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        web = shared.webUrl().toString();
        admin = BlogRealmCopy.create(shared, REALM, realm -> {
            var listed = (ArrayNode) client(realm.path("clients")).path("redirectUris");
            PAGES.forEach(page -> listed.add("http://localhost:4200/account/" + page));
        });
        onClient = "/clients/"
                + admin.get("/clients?clientId=blog-spa").get(0).path("id").asString() + "/protocol-mappers/models";
        onScope = "/client-scopes/" + scope("spa").path("id").asString() + "/protocol-mappers/models";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "view.confirm | //evil.example | \"View confirm\": write the path without double slashes",
                "view.reset | https://{web}@evil.example/ | \"View reset\": write the host alone",
                "view.email | javascript:alert | \"View email\": begin with https://",
                "view.action | /account\\evil | \"View action\": write letters",
                "view.error | /account/%2e%2e/evil | \"View error\": write a percent sign only",
                "view.error | /account/* | \"View error\": write the one address",
                "view.error | /account/error?token=mine | \"View error\": write parameters as name=value",
                "context | everywhere | \"Context in\": write one of these: fragment, query.",
                "confirm.mode | robot | \"Confirm mode\": write one of these: redeem, one-click.",
                "development.host | http://evil.example:4200 | \"Development host\": write http://localhost: and a port",
                "admin.mails | yes | \"Receives admin mails\" is either true or false.",
                "registration.json | yes | \"Registration over JSON\" is either true or false.",
                "identifiers | emial | \"Identifiers\": write username, email, or attribute:",
                "requests.per.source | many | \"Requests a minute per source\": write a number from 1 to 1000000",
                "requests.per.client | 0 | \"Requests a minute per client\": write a number from 1 to 1000000"
            })
    @DisplayName("are refused when they mean nothing, with a sentence that says what to write (C-73)")
    void meaningless(String key, String value, String sentence) throws Exception {
        Map<String, String> config = Map.of(key, value.replace("{web}", "blog.example.org"));
        assertRefused(save(onClient, config), sentence);
        assertRefused(save(onScope, config), sentence);
    }

    @Test
    @DisplayName("name a page only if the client lists it, wildcard or not; a scope of several clients cannot tell")
    void unlistedPage() throws Exception {
        for (String page : new String[] {"/elsewhere", web + "/elsewhere", "/elsewhere#/route"}) {
            Map<String, String> config = Map.of("view.confirm", page);
            assertRefused(
                    save(onClient, config),
                    "\"View confirm\": add " + web + "/elsewhere to the client's Valid redirect URIs first.");
            assertSaved(save(onScope, config));
        }
        assertRefused(
                save(onClient, Map.of("view.confirm", "https://blog.evil.example/account/confirm")),
                "\"View confirm\": add https://blog.evil.example/account/confirm to");
        assertSaved(save(onScope, Map.of("registration.json", "false")));
    }

    @Test
    @DisplayName("name a development host only if the client lists all pages there (C-74)")
    void developmentHost() throws Exception {
        environment.needs(Need.DEVELOPMENT);
        assertRefused(
                save(onClient, Map.of("development.host", "http://localhost:4999")),
                "add http://localhost:4999/account/confirm to the client's Valid redirect URIs first.");
        assertSaved(save(onClient, Map.of("admin.mails", "true", "development.host", "http://localhost:4200")));
        assertSaved(save(onClient, Map.of("admin.mails", "true")));
    }

    @Test
    @DisplayName("of the blog have their pages listed, in the local start on the development server as well")
    void pagesOfTheBlog() throws Exception {
        environment.needs(Need.DEVELOPMENT);
        JsonNode blog = new RealmAdmin(environment, "blog")
                .get("/clients?clientId=blog-spa")
                .get(0);
        List<String> listed =
                blog.path("redirectUris").valueStream().map(JsonNode::asString).toList();
        assertThat(listed)
                .containsAll(
                        PAGES.stream().map(page -> web + "/account/" + page).toList())
                .containsAll(PAGES.stream()
                        .map(page -> "http://localhost:4200/account/" + page)
                        .toList())
                .noneMatch(address -> address.contains("*"));
        assertThat(stored(blog.path("protocolMappers")))
                .isEqualTo(Map.of("admin.mails", "true", "registration.json", "true"));
    }

    @Test
    @DisplayName("are kept as they were saved, and an export of the realm brings them to another")
    void exportAndImport() throws Exception {
        Map<String, String> config = new TreeMap<>();
        config.put("admin.mails", "true");
        config.put("confirm.mode", "one-click");
        config.put("context", "query");
        config.put("identifiers", "username##email##attribute:member_number");
        config.put("registration.json", "true");
        config.put("requests.per.client", "2400");
        config.put("requests.per.source", "240");
        config.put("view.action", web + "/account/action");
        config.put("view.confirm", "/account/confirm#/from/mail");
        config.put("view.email", "/account/email");
        config.put("view.error", "/account/error");
        config.put("view.reset", "/account/reset");
        assertSaved(save(onClient, config));
        assertThat(stored(admin.get(onClient))).isEqualTo(config);

        Answer export = admin.send("POST", "/partial-export?exportClients=true&exportGroupsAndRoles=true", "");
        assertThat(export.status()).isEqualTo(200);
        JsonNode exported = client(export.body().path("clients"));
        assertThat(stored(exported.path("protocolMappers"))).isEqualTo(config);

        RealmAdmin other = BlogRealmCopy.create(environment, REALM + "-imported", realm -> {
            JsonNode target = client(realm.path("clients"));
            ((ObjectNode) target).set("protocolMappers", withoutIds(exported.path("protocolMappers")));
        });
        String id = other.get("/clients?clientId=blog-spa").get(0).path("id").asString();
        assertThat(stored(other.get("/clients/" + id + "/protocol-mappers/models")))
                .isEqualTo(config);
        assertSaved(save(onClient, Map.of("admin.mails", "true")));
    }

    @Test
    @DisplayName("are a form in the admin console, which shows the sentence and keeps what is right")
    void console(Browser browser) throws Exception {
        SettingsForm form = new SettingsForm(browser.page());
        String id = settings(admin.get(onScope)).path("id").asString();
        form.open(environment.adminUrl(), REALM, scope("spa").path("id").asString(), id);
        form.signIn(environment.adminUser(), environment.adminPassword());
        form.field("View confirm").fill("//evil.example");
        for (String label : new String[] {
            "View reset",
            "View email",
            "View action",
            "View error",
            "Context in",
            "Confirm mode",
            "Development host",
            "Receives admin mails",
            "Identifiers",
            "Registration over JSON",
            "Requests a minute per source",
            "Requests a minute per client"
        }) {
            assertThat(form.label(label).first()).isVisible();
        }
        browser.screenshot("form");
        form.save();
        assertThat(form.message("\"View confirm\": write the path without double slashes"))
                .isVisible();
        browser.screenshot("refused");
        form.field("View confirm").fill("/account/confirm");
        form.field("Requests a minute per source").fill("60");
        form.save();
        assertThat(form.message("updated")).isVisible();
        browser.screenshot("saved");
        Map<String, String> config = stored(admin.get(onScope));
        assertThat(config).containsEntry("view.confirm", "/account/confirm").containsEntry("requests.per.source", "60");
        assertSaved(save(onScope, Map.of("registration.json", "false")));
    }

    @Test
    @DisplayName("say for one client alone what identifies its people, at each entry")
    void identifiersOfOneClient() throws Exception {
        String realm = REALM + "-identifiers";
        RealmAdmin there = BlogRealmCopy.create(environment, realm, copy -> {
            BlogRealmCopy.allowPasswordGrant(copy);
            ObjectNode settings = settings(client(copy.path("clients")).path("protocolMappers"));
            ((ObjectNode) settings.path("config")).put("identifiers", "email");
        });
        Account account = there.createAccount("by-address-here");
        CodeFlow blog = LoginIdentityIT.flow(environment, realm);
        assertThat(blog.open("openid")
                        .submit(account.username(), account.password())
                        .succeeded())
                .isFalse();
        assertThat(blog.passwordGrant(account.username(), account.password()).status())
                .isEqualTo(400);
        assertThat(blog.open("openid")
                        .submit(account.email(), account.password())
                        .succeeded())
                .isTrue();
        assertThat(blog.passwordGrant(account.email(), account.password()).status())
                .isEqualTo(200);
        // Keycloak mails within the request, so a mail to the name would be there before the one to the address.
        blog.open("openid").forgotPassword(account.username());
        blog.open("openid").forgotPassword(account.email());
        assertThat(environment.inbox().messages(account.email())).hasSize(1);

        var newsletter = new CodeFlow(
                URI.create(environment.keycloakUrl() + "/realms/" + realm),
                "newsletter",
                URI.create("http://localhost:8084/callback"));
        assertThat(newsletter
                        .open("openid")
                        .submit(account.username(), account.password())
                        .succeeded())
                .isTrue();
    }

    private Answer save(String models, Map<String, String> config) throws Exception {
        ObjectNode mapper = settings(admin.get(models)).deepCopy();
        mapper.set("config", JSON.valueToTree(config));
        return admin.send("PUT", models + "/" + mapper.path("id").asString(), mapper.toString());
    }

    private static void assertSaved(Answer answer) {
        assertThat(answer.status()).as(() -> answer.response().body()).isEqualTo(204);
    }

    private static void assertRefused(Answer answer, String sentence) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("error_description").asString()).contains(sentence);
    }

    private JsonNode scope(String name) throws Exception {
        return admin.get("/client-scopes")
                .valueStream()
                .filter(scope -> scope.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode client(JsonNode clients) {
        return clients.valueStream()
                .filter(client -> client.path("clientId").asString().equals("blog-spa"))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode settings(JsonNode mappers) {
        return (ObjectNode) mappers.valueStream()
                .filter(mapper -> mapper.path("protocolMapper").asString().equals("spa-settings"))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> stored(JsonNode mappers) {
        Map<String, String> config = new TreeMap<>();
        settings(mappers)
                .path("config")
                .properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asString()));
        return config;
    }

    private static JsonNode withoutIds(JsonNode mappers) {
        JsonNode copy = mappers.deepCopy();
        copy.forEach(mapper -> ((ObjectNode) mapper).remove("id"));
        return copy;
    }
}
