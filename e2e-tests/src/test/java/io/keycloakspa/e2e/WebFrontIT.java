package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("The web front")
class WebFrontIT {

    private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9+/=]{24,})'");

    private HttpClient http;
    private URI web = URI.create("about:blank");
    private URI keycloak = URI.create("about:blank");

    @BeforeEach
    void addresses(TestEnvironment environment) {
        // Not before there is an environment: of a deployed one, it trusts the certificate.
        http = HttpClient.newHttpClient();
        web = environment.webUrl();
        keycloak = environment.keycloakUrl();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/articles", "/articles/mine", "/account/confirm", "/callback?code=x"})
    @DisplayName("answers every route with the start page, never stored, under the strict policy")
    void routes(String route) throws Exception {
        HttpResponse<String> answer = get(route);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<app-root").doesNotContain("__CSP_NONCE__");
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
        assertThat(header(answer, "content-security-policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "connect-src 'self' " + keycloak)
                .contains("require-trusted-types-for 'script'", "trusted-types angular dompurify")
                .doesNotContain("unsafe-inline", "unsafe-eval", "*");
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(answer, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "permissions-policy")).contains("camera=()");
    }

    @Test
    @DisplayName("gives each answer a nonce of its own, the same in page and policy")
    void nonceIsNeverReused() throws Exception {
        String first = nonce(get("/"));
        assertThat(nonce(get("/"))).isNotEqualTo(first);
    }

    @Test
    @DisplayName("lets hashed files be cached for good")
    void hashedFiles() throws Exception {
        Matcher script = Pattern.compile("src=\"(main-[^\"]+\\.js)\"").matcher(get("/").body());
        assertThat(script.find()).isTrue();
        HttpResponse<String> answer = get("/" + script.group(1));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-type")).containsPattern("^(text|application)/javascript");
        assertThat(header(answer, "cache-control")).contains("immutable", "max-age=31536000");
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
    }

    @Test
    @DisplayName("leads password managers to the page where the password is changed, and says what is not well known")
    void changePassword() throws Exception {
        HttpResponse<String> answer = get("/.well-known/change-password");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(URI.create(web + "/").resolve(header(answer, "location")))
                .isEqualTo(URI.create(web + "/account/password"));
        assertThat(get("/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("starts the app with at most 250 kB over the wire")
    void startIsSmall() throws Exception {
        String page = get("/").body();
        int size = compressed(page);
        Matcher files =
                Pattern.compile("(?:src|href)=\"([^\"]+\\.(?:js|css))\"").matcher(page);
        while (files.find()) {
            size += compressed(get("/" + files.group(1)).body());
        }
        assertThat(size).isBetween(20_000, 250_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/missing.js",
                "/../pom.xml",
                "/%2e%2e/%2e%2e/pom.xml",
                "/..%2fpom.xml",
                "/..;/pom.xml",
                "/%5c..%5cpom.xml",
                "/.git/config.txt"
            })
    @DisplayName("serves no file but the SPA's")
    void pathTraversal(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("<project").doesNotContain("[core]");
    }

    @Test
    @DisplayName("refuses to change anything on the SPA's paths")
    void postToTheSpa() throws Exception {
        var request = HttpRequest.newBuilder(web.resolve("/articles"))
                .POST(BodyPublishers.ofString("x"))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    @Test
    @DisplayName("passes /api/ to the articles API, which answers problems in JSON")
    void proxiesTheApi() throws Exception {
        HttpResponse<String> answer = get("/api/articles");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, "www-authenticate")).startsWith("Bearer");
        assertThat(header(answer, "content-type")).startsWith("application/problem+json");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(web + path)).build(), BodyHandlers.ofString());
    }

    private static int compressed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }

    private static String nonce(HttpResponse<String> answer) {
        Matcher nonce = NONCE.matcher(header(answer, "content-security-policy"));
        assertThat(nonce.find()).isTrue();
        assertThat(answer.body()).contains("ngcspnonce=\"" + nonce.group(1) + "\"");
        return nonce.group(1);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }
}
