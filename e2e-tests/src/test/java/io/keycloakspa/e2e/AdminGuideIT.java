package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.pages.AdminConsole;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.MailedLink.Landing;
import io.keycloakspa.e2e.spa.SpaApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** docs/admin-guide.md, done step by step by each of its ways; the console's pictures are the page's. */
@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The administrator's guide")
class AdminGuideIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final Pattern PICTURE = Pattern.compile("images/admin/([0-9a-z-]+\\.png)");
    private static final Pattern HCL_SETTING = Pattern.compile("^ +\"([a-z.]+)\" *= \"([^\"]*)\"$", Pattern.MULTILINE);
    private static final Map<String, String> SETTINGS =
            Map.of("registration.json", "true", "requests.per.source", "60");
    private static final List<String> PAGES = List.of(
            "/callback", "/account/confirm", "/account/reset", "/account/email", "/account/action", "/account/error");

    private TestEnvironment environment;
    private String guide = "";

    @BeforeAll
    void prepare(TestEnvironment shared) throws IOException {
        environment = shared;
        guide = Files.readString(ROOT.resolve("docs/admin-guide.md"));
    }

    @Test
    @DisplayName("leads through the console to an app whose mailed links land in it")
    void console(Browser browser) throws Exception {
        String realm = "guide-console";
        var admin = new RealmAdmin(environment, realm);
        assertThat(admin.createRealm("{\"realm\":\"" + realm + "\",\"enabled\":true}")
                        .status())
                .isEqualTo(201);
        browser.page().setViewportSize(1280, 1000);
        AdminConsole console = AdminConsole.open(
                browser.page(), environment.adminUrl(), "master", environment.adminUser(), environment.adminPassword());
        showProvider(console, browser);
        makeScope(console, browser, realm);
        makeClient(console, browser, realm);
        switchRealm(console, browser, realm);
        bindFlow(console, browser);
        assertThat(stepsOf(admin, "shop browser forms")).first().isEqualTo("identifier-password-form");
        assertThat(admin.get("/clients?clientId=shop")
                        .get(0)
                        .path("defaultClientScopes")
                        .valueStream())
                .extracting(JsonNode::asString)
                .contains("spa");
        assertWorks(realm);
        try (var taken = Files.list(Path.of("target/screenshots/AdminGuideIT/console"))) {
            assertThat(taken.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(PICTURE.matcher(guide)
                            .results()
                            .map(shown -> shown.group(1))
                            .toList());
        }
    }

    private static void showProvider(AdminConsole console, Browser browser) {
        console.go("master/providers");
        Page page = browser.page();
        page.getByText("realm-restapi-extension", new Page.GetByTextOptions().setExact(true))
                .scrollIntoViewIfNeeded();
        browser.screenshotOfWindow("provider");
    }

    private void makeScope(AdminConsole console, Browser browser, String realm) {
        console.go(realm + "/client-scopes/new");
        console.fill("name", "spa");
        console.choose("#kc-type", "Default");
        console.flip("attributes.include.in.token.scope");
        console.item("save").click();
        console.done("Client scope created");
        console.item("mappers").click();
        console.item("configure-a-new-mapper-empty-action").click();
        browser.page()
                .getByText("SPA settings", new Page.GetByTextOptions().setExact(true))
                .click();
        console.fill("name", "SPA settings");
        browser.screenshotOfWindow("settings");
        console.flip("registration.json");
        console.fill("requests.per.source", "60");
        console.item("save").scrollIntoViewIfNeeded();
        browser.screenshotOfWindow("limits");
        console.item("save").click();
        console.done("Mapping successfully created");
    }

    private void makeClient(AdminConsole console, Browser browser, String realm) {
        console.go(realm + "/clients/add-client");
        console.fill("clientId", "shop");
        console.button("Next").click();
        console.flip("pkce-required");
        browser.screenshotOfWindow("capabilities");
        console.button("Next").click();
        console.fill("rootUrl", environment.webUrl().toString());
        console.fillList("redirectUris", PAGES);
        console.fill("webOrigins0", environment.webUrl().toString());
        browser.screenshotOfWindow("pages");
        console.button("Save").click();
        console.done("Client created successfully");
    }

    private void switchRealm(AdminConsole console, Browser browser, String realm) throws Exception {
        console.item("nav-item-realm-settings").click();
        console.item("rs-login-tab").click();
        for (String name : List.of("user-reg-switch", "forgot-pw-switch", "verify-email-switch")) {
            console.flip(name);
            console.done("changed successfully");
        }
        browser.screenshotOfWindow("login");
        console.item("rs-email-tab").click();
        console.fill("smtpServer.from", "shop@example.org");
        console.fill("smtpServer.host", environment.smtpHost());
        console.fill("smtpServer.port", Integer.toString(environment.smtpPort()));
        console.item("email-tab-save").click();
        console.done("Realm successfully updated");
        console.item("rs-themes-tab").click();
        console.choose("#kc-email-theme", "keycloak-spa");
        console.item("themes-tab-save").click();
        console.done("Realm successfully updated");
        browser.screenshotOfWindow("themes");
        assertThat(new RealmAdmin(environment, realm).get("").path("emailTheme").asString())
                .isEqualTo("keycloak-spa");
    }

    private static void bindFlow(AdminConsole console, Browser browser) {
        // High enough for the whole flow: a step is not dragged over the edge of the window.
        browser.page().setViewportSize(1280, 1900);
        console.item("nav-item-authentication").click();
        console.rowMenu("Browser based authentication");
        console.menu("Duplicate");
        console.fill("alias", "shop browser");
        console.item("confirm").click();
        console.done("Flow successfully duplicated");
        console.item("shop browser forms-edit-dropdown").click();
        console.menu("Add execution");
        console.dialog().getByRole(AriaRole.TEXTBOX).first().fill("Identifier and");
        browser.page().keyboard().press("Enter");
        console.item("identifier-password-form").click();
        console.item("modal-add").click();
        console.done("Flow successfully updated");
        console.item("Username Password Form-delete").click();
        console.item("confirm").click();
        console.done("deleted");
        console.row("Username Password Form")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        console.drag("Identifier and Password Form", "shop browser Browser - Conditional 2FA");
        console.done("Flow successfully updated");
        browser.screenshotOfWindow("flow");
        console.item("action-dropdown").click();
        console.menu("Bind flow");
        console.item("save").click();
        console.done("Flow successfully updated");
    }

    @Test
    @Tag("full")
    @DisplayName("does the same by kcadm")
    void kcadm() throws Exception {
        environment.needs(Need.DISTRIBUTION);
        String realm = "guide-kcadm";
        Path script = Files.createTempFile("kcadm", ".sh");
        Files.writeString(
                script,
                "set -eu\n"
                        + at(block("sh"))
                                .replace("realms/shop", "realms/" + realm)
                                .replace("-r shop", "-r " + realm)
                                .replace("realm=shop", "realm=" + realm)
                                .replace(
                                        "--user admin",
                                        "--user " + environment.adminUser() + " --password \"$KCADM_PASSWORD\""));
        Path programs =
                ROOT.resolve("e2e-tests/target/environment/keycloak-26.7.4/bin").toAbsolutePath();
        var shell = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true);
        shell.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment().put("KCADM_PASSWORD", environment.adminPassword());
        // Where kcadm keeps its token.
        shell.environment().put("HOME", Files.createTempDirectory("kcadm").toString());
        Process running = shell.start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor(10, TimeUnit.MINUTES)).isTrue();
        Files.delete(script);
        assertThat(running.exitValue()).as(said).isZero();

        var admin = new RealmAdmin(environment, realm);
        assertThat(stepsOf(admin, "shop browser forms")).first().isEqualTo("identifier-password-form");
        assertThat(stepsOf(admin, "shop reset credentials")).first().isEqualTo("identifier-choose-user");
        assertThat(stepsOf(admin, "shop direct grant")).first().isEqualTo("identifier-direct-grant");
        JsonNode bound = admin.get("");
        assertThat(List.of(
                        bound.path("browserFlow").asString(),
                        bound.path("resetCredentialsFlow").asString(),
                        bound.path("directGrantFlow").asString()))
                .containsExactly("shop browser", "shop reset credentials", "shop direct grant");
        for (JsonNode attribute : admin.get("/users/profile").path("attributes")) {
            boolean identifies =
                    List.of("username", "email").contains(attribute.path("name").asString());
            assertThat(attribute.path("validations").has("login-identifier"))
                    .as(attribute.path("name").asString())
                    .isEqualTo(identifies);
        }
        assertWorks(realm);
    }

    @Test
    @DisplayName("does the same by realm JSON")
    void realmJson() throws Exception {
        String realm = "guide-json";
        String representation = at(block("json")).replace("\"realm\": \"shop\"", "\"realm\": \"" + realm + "\"");
        assertThat(new RealmAdmin(environment, realm)
                        .createRealm(representation)
                        .status())
                .isEqualTo(201);
        assertWorks(realm);
    }

    @Test
    @DisplayName("names the same settings and pages for Terraform")
    void terraform() {
        String hcl = block("hcl");
        assertThat(HCL_SETTING.matcher(hcl).results())
                .as("the settings")
                .allSatisfy(setting -> assertThat(SETTINGS).containsEntry(setting.group(1), setting.group(2)))
                .hasSize(SETTINGS.size());
        assertThat(hcl).contains(PAGES.stream().map(page -> '"' + page + '"').toList());
    }

    /** The app is described to itself, and a mail that it asks for leads to its page. */
    private void assertWorks(String realm) throws Exception {
        SpaApi api = new SpaApi(environment, realm).as("shop");
        var admin = new RealmAdmin(environment, realm);
        JsonNode mapper = settings(admin);
        SETTINGS.forEach((key, value) ->
                assertThat(mapper.path("config").path(key).asString()).as(key).isEqualTo(value));
        Account account = admin.createAccount(realm);
        Answer asked = api.post("/password-resets", "identity", account.username());
        assertThat(asked.status()).isEqualTo(202);
        Landing landing = new MailedLink(new Mailbox(environment, account.email()).link()).open();
        assertThat(landing.page()).isEqualTo(environment.webUrl() + "/account/reset");
        assertThat(landing.token()).isNotEmpty();
    }

    /** The mapper, on the scope or on the client. */
    private static JsonNode settings(RealmAdmin admin) throws IOException, InterruptedException {
        JsonNode client = admin.get("/clients?clientId=shop").get(0);
        for (JsonNode scope : admin.get("/client-scopes")) {
            if (scope.path("name").asString().equals("spa")) {
                return scope.path("protocolMappers").get(0);
            }
        }
        return client.path("protocolMappers").get(0);
    }

    private static List<String> stepsOf(RealmAdmin admin, String flow) throws IOException, InterruptedException {
        return admin.get("/authentication/flows/" + flow.replace(" ", "%20") + "/executions")
                .valueStream()
                .map(step -> step.path("providerId")
                        .asString(step.path("displayName").asString()))
                .toList();
    }

    /** The one block of the guide in a language. */
    private String block(String language) {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(guide);
        assertThat(block.find()).as("a block in " + language).isTrue();
        return block.group(1);
    }

    private String at(String block) {
        return block.replace(
                        "https://auth.example.org", environment.keycloakUrl().toString())
                .replace("https://shop.example.org", environment.webUrl().toString())
                .replace("mail.example.org", environment.smtpHost())
                .replaceAll("\"port\": ?\"25\"", "\"port\":\"" + environment.smtpPort() + "\"");
    }
}
