package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.browser.OtherSite;
import io.keycloakspa.e2e.browser.StaticHost;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.pages.BlogPage;
import io.keycloakspa.launcher.DemoAccount;
import io.keycloakspa.launcher.LocalEnvironment;
import io.keycloakspa.launcher.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** docs/deploy.md, "The SPA on a static host or a CDN", done as it says: three origins, no proxy, no nonce. */
@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The SPA on a static host, with an API of another origin")
class StaticHostIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final String CLIENT = "blog-static";
    private static final Pattern HEADER = Pattern.compile("add_header (\\S+) \"?([^\";]+(?:; [^\"]+)?)\"? always;");

    private final StaticHost host = StaticHost.start();
    private RealmAdmin admin;
    private URI api;

    @BeforeAll
    void publish(LocalEnvironment local, TestEnvironment environment) throws Exception {
        admin = new RealmAdmin(environment, TestEnvironment.REALM);
        register(environment);
        Ports free = Ports.free();
        api = local.anotherApi(
                "articles-api-of-another-origin",
                free.api(),
                free.apiManagement(),
                Map.of(
                        "ARTICLES_RESOURCE",
                        "http://localhost:" + free.api() + "/api",
                        "ARTICLES_ALLOWED_ORIGINS",
                        host.origin()));
        host.publish(
                ROOT.resolve("spa/dist/spa/browser").toAbsolutePath().normalize(),
                "{\"issuer\": \"%s\", \"clientId\": \"%s\", \"apiUrl\": \"%s/api\", \"dpop\": true}"
                        .formatted(environment.issuer(), CLIENT, api),
                headers(environment.keycloakUrl() + " " + api));
    }

    /** The realm is everybody's: an app more in it, and mails of administrators would not know which one is meant. */
    @AfterAll
    void close() throws Exception {
        host.close();
        assertThat(admin.send("DELETE", "/clients/" + id(CLIENT), "").status()).isEqualTo(204);
    }

    /** A client like the blog's, at the other address. */
    private void register(TestEnvironment environment) throws Exception {
        var client = (ObjectNode) client("blog-spa");
        String original = client.remove("id").asString();
        client.path("protocolMappers").forEach(mapper -> ((ObjectNode) mapper).remove("id"));
        String there = client.toString()
                .replace("\"blog-spa\"", '"' + CLIENT + '"')
                .replace(environment.webUrl() + "/", host.origin() + "/")
                .replace('"' + environment.webUrl().toString() + '"', '"' + host.origin() + '"');
        assertThat(admin.send("POST", "/clients", there).status()).isEqualTo(201);
        String roles =
                admin.get("/clients/" + original + "/scope-mappings/realm").toString();
        assertThat(admin.send("POST", "/clients/" + id(CLIENT) + "/scope-mappings/realm", roles)
                        .status())
                .isEqualTo(204);
    }

    private JsonNode client(String clientId) throws Exception {
        return admin.get("/clients?clientId=" + clientId).get(0);
    }

    private String id(String clientId) throws Exception {
        return client(clientId).path("id").asString();
    }

    /** Those of our own web server, as far as a host that draws no nonce can send them. */
    private static Map<String, String> headers(String reached) throws IOException {
        var headers = new HashMap<String, String>();
        HEADER.matcher(Files.readString(ROOT.resolve("spa/nginx/security-headers.inc")))
                .results()
                .forEach(header -> headers.put(
                        header.group(1),
                        header.group(2)
                                .replace("'nonce-$request_id'", "'unsafe-inline'")
                                .replace("${AUTH_URL}", reached)));
        assertThat(headers).containsKey("Content-Security-Policy").hasSizeGreaterThan(4);
        assertThat(headers.get("Content-Security-Policy")).contains(reached, "require-trusted-types-for");
        return headers;
    }

    @Test
    @DisplayName("an author signs in, writes, edits and deletes there")
    void journey(Browser browser) {
        String title = "From elsewhere " + UUID.randomUUID();
        BlogPage blog = BlogPage.open(browser.page(), URI.create(host.origin()), "/");
        blog.askToSignIn().signIn(DemoAccount.ALICE);
        assertThat(browser.page().getByTestId("user-name")).containsText("Alice");

        blog.write(title, "It came from another origin.").save();
        blog.edit().retitle(title + ", again");
        assertThat(blog.title()).hasText(title + ", again");
        blog.reload();
        assertThat(blog.content()).containsText("another origin");
        browser.screenshot("article");

        blog.delete();
        BlogPage.open(browser.page(), URI.create(host.origin()), "/articles/mine");
        assertThat(browser.page().getByTestId("article-list").first()).isVisible();
        assertThat(browser.page().url()).startsWith(host.origin() + "/");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisplayName("a page of a foreign origin gets no answer of that API to read")
    void foreignOriginReads(Browser browser) {
        try (OtherSite foreign = OtherSite.serve(Map.of("/", "<title>foreign</title>"))) {
            browser.page().navigate(foreign.sameSite());
            String read = "url => fetch(url, { headers: { authorization: 'Bearer any' } })"
                    + ".then(() => 'read', error => error.name)";
            assertThat(browser.page().evaluate(read, api + "/api/articles")).isEqualTo("TypeError");
        }
    }
}
