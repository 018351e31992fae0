package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("GET /realms/{realm}/spa/v1/clients/{client_id}")
class ClientDescriptionIT {

    private static final String BLOG = "/clients/blog-spa";

    private JsonHttp spa = new JsonHttp(URI.create("about:blank"));
    private String issuer = "";
    private String origin = "";

    @BeforeEach
    void addresses(TestEnvironment environment) {
        issuer = environment.issuer().toString();
        origin = environment.webUrl().toString();
        spa = new JsonHttp(URI.create(issuer + "/spa/v1"));
    }

    @Test
    @DisplayName("tells an app its issuer, whether registration is on, the profile and the password policy")
    void describes() throws Exception {
        Answer answer = spa.get(BLOG);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("set-cookie")).isEmpty();
        assertThat(answer.body().path("issuer").asString()).isEqualTo(issuer);
        assertThat(answer.body().path("registration").path("allowed").asBoolean())
                .isTrue();
        assertThat(answer.body().path("registration").path("over_json").isBoolean())
                .isTrue();
        assertThat(answer.body().path("registration").path("over_json").asBoolean())
                .isTrue();
        assertThat(answer.body().path("registration").path("password_expected").isBoolean())
                .isTrue();
        assertThat(answer.body().path("registration").path("password_expected").asBoolean())
                .isFalse();
        assertThat(answer.body()
                        .path("profile")
                        .path("attributes")
                        .valueStream()
                        .map(attribute -> attribute.path("name").asString()))
                .contains("username", "email");
        assertThat(answer.body()
                        .path("password_policy")
                        .valueStream()
                        .map(rule -> rule.path("code").asString()))
                .contains("length_min");
    }

    @Test
    @DisplayName("answers 304 while nothing changed")
    void notModified() throws Exception {
        String etag = spa.get(BLOG).header("etag");
        assertThat(etag).isNotBlank();
        Answer again = spa.get(BLOG, "If-None-Match", etag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.response().body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clients/nobody", "/clients/articles-api", "/clients/account"})
    @DisplayName("knows no client that is not an SPA")
    void clientGuessing(String path) throws Exception {
        Answer answer = spa.get(path);
        assertThat(answer.status()).isBetween(400, 404);
        assertThat(answer.code()).isIn("unknown_client", "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clients/%00", "/clients/..%2fx"})
    @DisplayName("knows no client of an odd name either")
    void oddName(String path, TestEnvironment environment) throws Exception {
        environment.needs(Need.BARE_KEYCLOAK);
        clientGuessing(path);
    }

    @ParameterizedTest
    @CsvSource({"POST,/clients/blog-spa,405", "DELETE,/clients/blog-spa,405", "GET,/nothing,404", "GET,/,404"})
    @DisplayName("answers what it does not do with a problem in JSON")
    void notOffered(String method, String path, int status) throws Exception {
        Answer answer = spa.send(method, path, method.equals("POST") ? "{}" : "");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isNotBlank();
    }

    @Test
    @DisplayName("C-05: names no client that is no SPA, exactly")
    void exactlyUnknownClient() throws Exception {
        for (String client : List.of("nobody", "articles-api", "account")) {
            Answer answer = spa.get("/clients/" + client);
            assertThat(answer.status()).as(client).isEqualTo(400);
            assertThat(answer.code()).as(client).isEqualTo("unknown_client");
        }
    }

    @Test
    @DisplayName("C-03: answers a preflight of the app's origin, and gives a foreign one nothing")
    void preflight() throws Exception {
        Answer own = spa.send("OPTIONS", BLOG, "", "Origin", origin, "Access-Control-Request-Method", "GET");
        assertThat(own.status()).isEqualTo(204);
        assertThat(own.header("access-control-allow-origin")).isEqualTo(origin);
        assertThat(own.header("access-control-allow-credentials")).isNotEqualTo("true");
        Answer foreign =
                spa.send("OPTIONS", BLOG, "", "Origin", "https://evil.example", "Access-Control-Request-Method", "GET");
        assertThat(foreign.header("access-control-allow-origin")).isEmpty();
    }

    @Test
    @DisplayName("is readable from the app's own origin only")
    void foreignOrigin() throws Exception {
        Answer own = spa.get(BLOG, "Origin", origin);
        assertThat(own.header("access-control-allow-origin")).isEqualTo(origin);
        assertThat(own.header("access-control-allow-credentials")).isNotEqualTo("true");
        assertThat(own.header("vary")).contains("Origin");
        Answer foreign = spa.get(BLOG, "Origin", "https://evil.example");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.header("access-control-allow-origin")).isEmpty();
    }
}
