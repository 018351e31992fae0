package io.keycloakspa.e2e.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The judge of answers")
class DocumentedApiTest {

    private static final String AWAIT = "{\"next\":{\"type\":\"await_mail\",\"handle\":\"h\",\"expires_in\":600}}";
    private static final String ASKED = "{\"client_id\":\"blog-spa\",\"identity\":\"bob\"}";
    private static final String TITLE =
            "\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"d\"";
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    @Test
    @DisplayName("lets documented answers pass")
    void documented() {
        assertThat(faults("POST", "/confirmations", ASKED, 202, JSON, AWAIT)).isEmpty();
        assertThat(faults("POST", "/confirmations", null, 400, PROBLEM, "{" + TITLE + ",\"code\":\"unknown_client\"}"))
                .isEmpty();
        assertThat(faults(
                        "POST",
                        "/confirmations/redeem",
                        null,
                        200,
                        JSON + ";charset=utf-8",
                        "{\"next\":{\"type\":\"authenticate\",\"state\":\"/a\"}}"))
                .isEmpty();
        assertThat(faults("OPTIONS", "/confirmations", null, 204, "", "")).isEmpty();
        assertThat(faults("GET", "/nothing", null, 404, PROBLEM, problem(404, "not_found")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a status that is not documented|/confirmations|201|{\"next\":{\"type\":\"authenticate\"}}",
                "an answer of another operation|/confirmations|202|{\"next\":{\"type\":\"done\"}}",
                "an unknown next|/confirmations|202|{\"next\":{\"type\":\"sing\",\"handle\":\"h\",\"expires_in\":600}}",
                "a missing member|/confirmations|202|{\"next\":{\"type\":\"await_mail\",\"handle\":\"h\"}}",
                "a member too many|/confirmations|202|{\"next\":{\"type\":\"await_mail\",\"handle\":\"h\",\"expires_in\":600,\"user\":\"bob\"}}",
                "a member of another type|/confirmations|202|{\"next\":{\"type\":\"await_mail\",\"handle\":\"h\",\"expires_in\":\"600\"}}",
                "no JSON|/confirmations|202|<p>Accepted</p>",
                "an access token|/password-resets/redeem|200|{\"next\":{\"type\":\"authenticate\"},\"access_token\":\"t\"}",
                "a path that is not documented|/confirmation|202|{}",
            })
    @DisplayName("refuses what is not documented")
    void undocumented(String fault, String path, int status, String body) {
        assertThat(faults("POST", path, null, status, JSON, body)).as(fault).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "an unknown code, 400, 400, nonsense",
        "a code of another status, 400, 400, rate_limited",
        "a code of another operation, 400, 400, wrong_password",
        "a status in the body that is not the answer's, 400, 429, unknown_client",
        "a code that this operation has not, 403, 403, registration_disabled"
    })
    @DisplayName("refuses problems of other answers")
    void foreignProblems(String fault, int status, int told, String code) {
        assertThat(faults("POST", "/confirmations", null, status, PROBLEM, problem(told, code)))
                .as(fault)
                .isNotEmpty();
    }

    @Test
    @DisplayName("refuses field errors without a pointer or with an unknown code")
    void fieldErrors() {
        String before = "{" + TITLE + ",\"code\":\"validation_failed\",\"errors\":[{\"detail\":\"d\",";
        assertThat(faults(
                        "POST",
                        "/confirmations",
                        null,
                        400,
                        PROBLEM,
                        before + "\"pointer\":\"/a\",\"code\":\"required\"}]}"))
                .isEmpty();
        assertThat(faults("POST", "/confirmations", null, 400, PROBLEM, before + "\"code\":\"required\"}]}"))
                .isNotEmpty();
        assertThat(faults(
                        "POST",
                        "/confirmations",
                        null,
                        400,
                        PROBLEM,
                        before + "\"pointer\":\"/a\",\"code\":\"ugly\"}]}"))
                .isNotEmpty();
    }

    @Test
    @DisplayName("refuses problems that are sent as plain JSON, pages, and a body where none belongs")
    void types() {
        String problem = problem(400, "unknown_client");
        assertThat(faults("POST", "/confirmations", null, 400, JSON, problem)).isNotEmpty();
        assertThat(faults("POST", "/confirmations", null, 400, "text/html", "<p>"))
                .isNotEmpty();
        assertThat(faults("HEAD", "/clients/a", null, 400, PROBLEM, problem)).isNotEmpty();
        assertThat(faults("HEAD", "/clients/a", null, 400, PROBLEM, "")).isEmpty();
    }

    @Test
    @DisplayName("refuses answers without a header field that is promised, or with a wrong one")
    void headerFields() {
        String problem = problem(429, "rate_limited");
        assertThat(faults("POST", "/confirmations", null, 429, PROBLEM, problem))
                .anyMatch(it -> it.contains("Retry-After"));
        assertThat(faults("POST", "/confirmations", null, 429, PROBLEM, problem, "Retry-After", "soon"))
                .isNotEmpty();
        assertThat(faults("POST", "/confirmations", null, 429, PROBLEM, problem, "Retry-After", "7"))
                .isEmpty();
        assertThat(faults("POST", "/confirmations", null, 202, JSON, AWAIT, "Cache-Control", "public"))
                .isNotEmpty();
    }

    @Test
    @DisplayName("refuses that a request is taken which is not documented")
    void requests() {
        assertThat(faults(
                        "POST",
                        "/confirmations",
                        "{\"client_id\":\"a\",\"identity\":\"b\",\"admin\":\"1\"}",
                        202,
                        JSON,
                        AWAIT))
                .isNotEmpty();
        assertThat(faults("POST", "/confirmations", "{\"client_id\":\"a\"}", 202, JSON, AWAIT))
                .isNotEmpty();
    }

    private static String problem(int status, String code) {
        return "{\"type\":\"about:blank\",\"title\":\"t\",\"status\":" + status + ",\"detail\":\"d\",\"code\":\"" + code
                + "\"}";
    }

    private static List<String> faults(
            String method,
            String path,
            @Nullable String asked,
            int status,
            String type,
            String body,
            String... fields) {
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("content-type", List.of(type));
        headers.put("cache-control", List.of("no-store"));
        for (int i = 0; i < fields.length; i += 2) {
            headers.put(fields[i].toLowerCase(Locale.ROOT), List.of(fields[i + 1]));
        }
        return DocumentedApi.ofSources()
                .faults(new Exchange(
                        method, path, asked, status, HttpHeaders.of(headers, (name, value) -> true), body));
    }
}
