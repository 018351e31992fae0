package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.spa.RedeemRealm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C-01 to C-05: what every endpoint that redeems or describes a token answers to requests that are not in order. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Requests to redeem a link that are not in order")
class RedeemRequestsIT {

    private static final String CONFIRM = "/confirmations/redeem";
    private static final List<String> PATHS =
            List.of(CONFIRM, "/password-resets/redeem", "/email-changes/redeem", "/actions/redeem", "/link-info");
    private static final String JSON = "application/json";
    private static final String GOOD = "{\"client_id\": \"blog-spa\", \"token\": \"x\"}";

    private HttpClient http;
    private RedeemRealm realm;
    private String origin = "";

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        // Not before there is an environment: of a deployed one, it trusts the certificate.
        http = HttpClient.newHttpClient();
        origin = environment.webUrl().toString();
        realm = RedeemRealm.create(environment, "redeem-requests", copy -> {
            BlogRealmCopy.client(copy, "newsletter").put("enabled", false);
        });
    }

    @AfterAll
    void close() {
        http.close();
    }

    private Answer send(String method, String path, String contentType, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(realm.api().base() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = new Answer(http.send(request.build(), BodyHandlers.ofString()));
        assertThat(answer.response().headers().allValues("set-cookie"))
                .as("no answer sets a cookie")
                .isEmpty();
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        return answer;
    }

    private static String outcome(Answer answer) {
        var body = answer.body();
        assertThat(body.path("status").asInt()).isEqualTo(answer.status());
        assertThat(body.path("type").asString()).isEqualTo("about:blank");
        assertThat(body.path("title").asString()).isNotEmpty();
        assertThat(body.path("detail").asString()).isNotEmpty();
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        return answer.status() + " " + answer.code();
    }

    private static List<String> fields(Answer answer) {
        return answer.body()
                .path("errors")
                .valueStream()
                .map(error -> error.path("pointer").asString() + " "
                        + error.path("code").asString())
                .sorted()
                .toList();
    }

    /**
     * A request that is not in order.
     *
     * @param attack in words
     * @param outcome status and code
     * @param fields the errors of single members, sorted
     */
    record Bad(String attack, String contentType, String body, String outcome, List<String> fields) {

        static Bad of(String attack, String body, String... fields) {
            String outcome = fields.length == 0 ? "400 invalid_request" : "400 validation_failed";
            return new Bad(attack, JSON, body, outcome, List.of(fields));
        }

        @Override
        public String toString() {
            return attack;
        }

        static Bad typed(String attack, String contentType, String body) {
            return new Bad(attack, contentType, body, "415 unsupported_media_type", List.of());
        }
    }

    static Stream<Bad> bodies() {
        return Stream.of(
                Bad.of("no body", ""),
                Bad.of("blanks", "   "),
                Bad.of("broken JSON", "{\"client_id\": \"blog-spa\", "),
                Bad.of("text behind the object", GOOD + " x"),
                Bad.of("two objects", GOOD + GOOD),
                Bad.of("a list", "[" + GOOD + "]"),
                Bad.of("a number", "5"),
                Bad.of("a string", "\"blog-spa\""),
                Bad.of("null", "null"),
                Bad.of("true", "true"),
                Bad.of("single quotes", "{'client_id': 'blog-spa', 'token': 'x'}"),
                Bad.of("a comment", "{/* */\"client_id\": \"blog-spa\", \"token\": \"x\"}"),
                Bad.of("a member twice", "{\"client_id\": \"blog-spa\", \"token\": \"x\", \"token\": \"y\"}"),
                Bad.of("the client twice", "{\"client_id\": \"blog-spa\", \"client_id\": \"other\", \"token\": \"x\"}"),
                Bad.of("deep nesting", "[".repeat(20_000)),
                Bad.of("no client", "{\"token\": \"x\"}", "/client_id required"),
                Bad.of("null for a client", "{\"client_id\": null, \"token\": \"x\"}", "/client_id required"),
                Bad.of("a blank client", "{\"client_id\": \" \", \"token\": \"x\"}", "/client_id required"),
                Bad.of("a number for a client", "{\"client_id\": 5, \"token\": \"x\"}", "/client_id wrong_type"),
                Bad.of("an object for a token", "{\"client_id\": \"blog-spa\", \"token\": {}}", "/token wrong_type"),
                Bad.of("a list for a token", "{\"client_id\": \"blog-spa\", \"token\": [\"x\"]}", "/token wrong_type"),
                Bad.of("true for a token", "{\"client_id\": \"blog-spa\", \"token\": true}", "/token wrong_type"),
                Bad.of(
                        "an unknown member",
                        "{\"client_id\": \"blog-spa\", \"token\": \"x\", \"user_id\": \"1\"}",
                        "/user_id unknown_member"),
                Bad.of(
                        "a member in other letters",
                        "{\"client_id\": \"blog-spa\", \"token\": \"x\", \"Token\": \"y\"}",
                        "/Token unknown_member"),
                Bad.of(
                        "several at once",
                        "{\"token\": 1, \"a/b~c\": 2}",
                        "/a~1b~0c unknown_member",
                        "/client_id required",
                        "/token wrong_type"),
                Bad.of(
                        "a token of 9 kB",
                        "{\"client_id\": \"blog-spa\", \"token\": \"" + "x".repeat(9_000) + "\"}",
                        "/token too_long"),
                new Bad(
                        "more than 64 KiB",
                        JSON,
                        "{\"client_id\": \"blog-spa\", \"token\": \"" + "x".repeat(65_536) + "\"}",
                        "413 content_too_large",
                        List.of()),
                new Bad(
                        "an unknown client",
                        JSON,
                        "{\"client_id\": \"nobody\", \"token\": \"x\"}",
                        "400 unknown_client",
                        List.of()),
                new Bad(
                        "a client that the database cannot look for",
                        JSON,
                        "{\"client_id\": \"a\\u0000b\", \"token\": \"x\"}",
                        "400 unknown_client",
                        List.of()),
                new Bad(
                        "a disabled client",
                        JSON,
                        "{\"client_id\": \"newsletter\", \"token\": \"x\"}",
                        "400 unknown_client",
                        List.of()),
                new Bad(
                        "a client without settings",
                        JSON,
                        "{\"client_id\": \"account-console\", \"token\": \"x\"}",
                        "400 unknown_client",
                        List.of()),
                Bad.typed("plain text", "text/plain", GOOD),
                Bad.typed("plain text with JSON behind it", "text/plain; application/json", GOOD),
                Bad.typed("a form", "application/x-www-form-urlencoded", "client_id=blog-spa&token=x"),
                Bad.typed("a form with files", "multipart/form-data; boundary=b", "--b--"),
                Bad.typed("no type", "", GOOD),
                Bad.typed("problem JSON", "application/problem+json", GOOD),
                Bad.typed("another charset", "application/json; charset=utf-16", GOOD));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    @DisplayName("C-01, C-05: are refused in JSON by every endpoint, with a stable code")
    void badBody(Bad bad) throws Exception {
        for (String path : PATHS) {
            Answer answer = send("POST", path, bad.contentType(), bad.body());
            assertThat(outcome(answer)).as(path).isEqualTo(bad.outcome());
            assertThat(fields(answer)).as(path).isEqualTo(bad.fields());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "PROPFIND"})
    @DisplayName("C-03: by any method but POST are refused, and the answer names POST")
    void otherMethod(String method) throws Exception {
        for (String path : PATHS) {
            Answer answer = send(method, path, "", "");
            assertThat(outcome(answer)).as(path).isEqualTo("405 method_not_allowed");
            assertThat(answer.header("allow")).contains("POST").doesNotContain("GET");
        }
    }

    @Test
    @DisplayName("C-01: by callers that take no JSON are refused")
    void takesNoJson() throws Exception {
        for (String path : PATHS) {
            assertThat(outcome(send("POST", path, JSON, GOOD, "Accept", "text/html")))
                    .isEqualTo("406 not_acceptable");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "{origin}.evil.example",
                "{origin}/",
                "{upper}",
                "http://localhost:8084",
                "https://evil.example {origin}"
            })
    @DisplayName("C-03: from a foreign origin are refused, and its page cannot read the answer")
    void foreignOrigin(String pattern) throws Exception {
        String foreign = pattern.replace("{origin}", origin).replace("{upper}", origin.replace("http", "HTTP"));
        for (String path : PATHS) {
            Answer answer = send("POST", path, JSON, GOOD, "Origin", foreign);
            assertThat(outcome(answer)).as(path).isEqualTo("403 origin_not_allowed");
            assertThat(answer.header("access-control-allow-origin")).isEmpty();
        }
    }

    @Test
    @DisplayName("C-03: that the browser calls cross-site and that name no origin are refused")
    void crossSiteWithoutOrigin() throws Exception {
        for (String path : PATHS) {
            assertThat(outcome(send("POST", path, JSON, GOOD, "Sec-Fetch-Site", "cross-site")))
                    .isEqualTo("403 origin_not_allowed");
            assertThat(outcome(send("POST", path, JSON, GOOD, "Sec-Fetch-Site", "same-origin")))
                    .isEqualTo("400 invalid_link");
        }
    }

    @Test
    @DisplayName("C-03: the app's own page reads every answer, refusals before its client is known included")
    void ownOrigin() throws Exception {
        for (String path : PATHS) {
            List<Answer> answers = List.of(
                    send("POST", path, JSON, GOOD, "Origin", origin, "Sec-Fetch-Site", "cross-site"),
                    send("POST", path, JSON, "{", "Origin", origin),
                    send("POST", path, "text/plain", GOOD, "Origin", origin),
                    send("GET", path, "", "", "Origin", origin));
            for (Answer answer : answers) {
                assertThat(answer.header("access-control-allow-origin")).isEqualTo(origin);
                assertThat(answer.header("access-control-allow-credentials")).isNotEqualTo("true");
                assertThat(answer.header("vary")).contains("Origin");
            }
            assertThat(outcome(answers.get(0))).isEqualTo("400 invalid_link");
        }
    }

    @Test
    @DisplayName("C-03: a preflight lets the app's page send JSON without credentials, and nobody else's")
    void preflight() throws Exception {
        for (String path : PATHS) {
            Answer own = send(
                    "OPTIONS",
                    path,
                    "",
                    "",
                    "Origin",
                    origin,
                    "Access-Control-Request-Method",
                    "POST",
                    "Access-Control-Request-Headers",
                    "content-type");
            assertThat(own.status()).isBetween(200, 204);
            assertThat(own.header("access-control-allow-origin")).isEqualTo(origin);
            assertThat(own.header("access-control-allow-methods")).contains("POST");
            assertThat(own.header("access-control-allow-headers")).containsIgnoringCase("content-type");
            assertThat(own.header("access-control-allow-credentials")).isNotEqualTo("true");
            Answer foreign = send(
                    "OPTIONS", path, "", "", "Origin", "https://evil.example", "Access-Control-Request-Method", "POST");
            assertThat(foreign.header("access-control-allow-origin")).isEmpty();
        }
    }

    @Test
    @DisplayName("C-03: a foreign page redeems nothing with a token that it got hold of")
    void foreignPageWithAGoodToken() throws Exception {
        Account account = realm.unconfirmed("foreign-page");
        String token = realm.askConfirm(account).token();
        String body = "{\"client_id\": \"blog-spa\", \"token\": \"%s\"}".formatted(token);
        assertThat(outcome(send("POST", CONFIRM, JSON, body, "Origin", "https://evil.example")))
                .isEqualTo("403 origin_not_allowed");
        assertThat(outcome(send("POST", CONFIRM, "text/plain", body))).isEqualTo("415 unsupported_media_type");
        assertThat(realm.isConfirmed(account)).isFalse();
        Answer own = send("POST", CONFIRM, JSON, body, "Origin", origin);
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.header("access-control-allow-origin")).isEqualTo(origin);
    }

    @Test
    @DisplayName("C-02: in German where the caller speaks it, with the same codes")
    void german() throws Exception {
        for (String path : PATHS) {
            Answer answer = send("POST", path, JSON, GOOD, "Accept-Language", "de-DE,de;q=0.9,en;q=0.1");
            assertThat(outcome(answer)).isEqualTo("400 invalid_link");
            assertThat(answer.body().path("detail").asString()).startsWith("Dieser Link gilt nicht mehr");
            assertThat(answer.header("content-language")).isEqualTo("de");
        }
    }
}
