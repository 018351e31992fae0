package io.keycloakspa.articles;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.articles.security.FakeIssuer;
import io.keycloakspa.articles.security.FakeIssuer.Mood;
import io.keycloakspa.articles.security.TestKeys;
import io.keycloakspa.articles.security.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A context of its own, because the first one in a JVM decides what the log looks like. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "articles.issuer=" + TestTokens.ISSUER,
            "articles.resource=http://localhost:8080/api",
            "server.tomcat.remoteip.internal-proxies=.*",
            "logging.level.root=info",
            // PostgreSQL's own log, which is not the API's, and quotes rows.
            "logging.level.io.zonky.test=off"
        })
@Import({TestDatabase.class, TestKeys.class})
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
@DisplayName("The log")
class LogIT {

    private static final String ARTICLE = "{\"title\":\"Dawn\",\"content\":\"# Top secret\",\"status\":\"draft\"}";

    /** An address of a person's machine (RFC 5737), a mail address, a name. */
    private static final List<String> PRIVATE =
            List.of("198.51.100.7", "alice@example.org", "Alice Dawn", "Top secret");

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final String token = TestTokens.sign(
            TestTokens.header(), TestTokens.claims().claim("name", "Alice Dawn").claim("email", "alice@example.org"));

    @Autowired
    private FakeIssuer issuer;

    @Autowired
    private JdbcClient database;

    @LocalServerPort
    private int port;

    @AfterEach
    void well() {
        issuer.becomes(Mood.WELL);
        database.sql("alter table article drop constraint if exists nothing_goes")
                .update();
    }

    @Test
    @DisplayName("is JSON, names the trace that the answer names, and holds no token, person, address or article")
    void failures(CapturedOutput log) {
        assertThat(send("POST", "/api/articles", token).statusCode()).isEqualTo(201);
        issuer.becomes(Mood.FAILING);
        HttpResponse<String> unanswered = send("POST", "/api/articles", token);
        assertThat(unanswered.statusCode()).isEqualTo(503);
        issuer.becomes(Mood.WELL);
        // What no rule of the API foresees.
        database.sql("alter table article add constraint nothing_goes check (false) not valid")
                .update();
        HttpResponse<String> failed = send("POST", "/api/articles", token);
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(send("GET", "/api/articles?access_token=" + token, token + "x")
                        .statusCode())
                .isEqualTo(401);
        assertThat(send("POST", "/api/articles", "a.b.c").statusCode()).isEqualTo(401);
        assertThat(send("GET", "/api/articles/%ff?" + token, token).statusCode())
                .isEqualTo(400);

        List<JsonNode> lines = log.getOut()
                .lines()
                .filter(line -> !line.isBlank())
                .map(json::readTree)
                .toList();
        for (HttpResponse<String> answer : List.of(unanswered, failed)) {
            String trace = json.readTree(answer.body()).path("traceId").asString();
            assertThat(trace).matches("[0-9a-f]{32}");
            assertThat(lines).anySatisfy(line -> assertThat(line.toString()).contains(trace));
        }
        assertThat(lines).allSatisfy(line -> assertThat(line.has("@timestamp")).isTrue());
        assertThat(log.getAll())
                .contains("A request failed")
                .doesNotContain(PRIVATE)
                .doesNotContain(token, token.split("\\.", -1)[1], token.split("\\.", -1)[2]);
    }

    @Test
    @DisplayName("goes on with a caller's trace (W3C Trace Context)")
    void callersTrace() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        HttpRequest request = request("GET", "/api/articles/no-id", token)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .build();

        assertThat(http.sendAsync(request, BodyHandlers.ofString()).join().body())
                .contains("\"traceId\":\"" + trace + "\"");
    }

    private HttpResponse<String> send(String method, String path, String token) {
        return http.sendAsync(request(method, path, token).build(), BodyHandlers.ofString())
                .join();
    }

    private HttpRequest.Builder request(String method, String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(ARTICLE))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", "198.51.100.7")
                .header("Authorization", "Bearer " + token);
    }
}
