package io.keycloakspa.articles;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.articles.security.FakeIssuer;
import io.keycloakspa.articles.security.TestKeys;
import io.keycloakspa.articles.security.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole application on a real Tomcat and a real PostgreSQL: what no slice can show. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "articles.issuer=" + TestTokens.ISSUER,
            "articles.resource=http://localhost:8080/api",
            "articles.limits.source=1000000",
            "articles.limits.subject=1000000",
            "articles.limits.subject-writes=1000000",
            "management.server.port=0"
        })
@Import({TestDatabase.class, TestKeys.class})
@DisplayName("The running API")
class ArticlesApiIT {

    private static final String BODY = "{\"title\":\"Dawn\",\"content\":\"# Dawn\",\"status\":\"draft\"}";
    private static final String UNKNOWN = "/api/articles/0199f0a0-0000-7000-8000-000000000000";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @Autowired
    private FakeIssuer issuer;

    @Autowired
    private JdbcClient database;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Test
    @DisplayName("keeps an article from first draft to deletion")
    void life() {
        HttpResponse<String> created = send("alice", "POST", "/api/articles", BODY);
        assertThat(created.statusCode()).isEqualTo(201);
        String address = created.headers().firstValue("Location").orElseThrow();

        HttpResponse<String> read = send("alice", "GET", address, "");
        assertThat(read.body()).isEqualTo(created.body());
        assertThat(send("alice", "GET", "/api/articles?author=me", "").body()).contains(address.substring(14));
        assertThat(send("bob", "GET", address, "").statusCode()).isEqualTo(404);

        String published = BODY.replace("draft", "published");
        HttpResponse<String> updated = send("alice", "PUT", address, published, "If-Match", etag(read));
        assertThat(updated.statusCode()).isEqualTo(200);
        assertThat(etag(updated)).isEqualTo("\"1\"");
        assertThat(send("bob", "GET", address, "").body()).isEqualTo(updated.body());
        assertThat(send("alice", "GET", address, "", "If-None-Match", etag(updated))
                        .statusCode())
                .isEqualTo(304);
        assertThat(send("bob", "DELETE", address, "", "If-Match", "*").statusCode())
                .isEqualTo(403);

        assertThat(send("alice", "DELETE", address, "", "If-Match", etag(read)).statusCode())
                .isEqualTo(412);
        assertThat(send("alice", "DELETE", address, "").statusCode()).isEqualTo(428);
        assertThat(send("alice", "DELETE", address, "", "If-Match", etag(updated))
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("alice", "GET", address, "").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("lets nobody write who signed out, though the token reads until it expires")
    void signedOut() {
        String token = TestTokens.sign(TestTokens.header(), TestTokens.claims().subject("alice"));
        HttpRequest write = with(token, "POST", "/api/articles", BODY).build();
        assertThat(http.sendAsync(write, BodyHandlers.discarding()).join().statusCode())
                .isEqualTo(201);

        issuer.ends(token);

        assertProblem(http.sendAsync(write, BodyHandlers.ofString()).join(), 401, "invalid_token");
        HttpRequest read = with(token, "GET", "/api/articles", "").build();
        assertThat(http.sendAsync(read, BodyHandlers.discarding()).join().statusCode())
                .isEqualTo(200);
    }

    @Nested
    @DisplayName("asked to make an article with an Idempotency-Key")
    class Idempotency {

        @Test
        @DisplayName("makes one of fifty parallel requests, and answers all of them with it (C-62)")
        void fiftyAtOnce() {
            List<CompletableFuture<HttpResponse<String>>> posts = IntStream.range(0, 50)
                    .mapToObj(i -> http.sendAsync(
                            request("judy", "POST", "/api/articles", BODY, "Idempotency-Key", "k1"),
                            BodyHandlers.ofString()))
                    .toList();

            assertThat(posts.stream().map(CompletableFuture::join))
                    .allSatisfy(answer ->
                            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201))
                    .extracting(HttpResponse::body)
                    .containsOnly(posts.getFirst().join().body());
            assertThat(rowsOf("judy")).isEqualTo(1);
        }

        @Test
        @DisplayName("keeps persons, and what they sent, apart; and refuses what is no key")
        void apart() {
            assertThat(post("kim", "k2", BODY).statusCode()).isEqualTo(201);
            assertThat(post("leo", "k2", BODY).statusCode()).isEqualTo(201);
            assertThat(post("kim", "k3", BODY).statusCode()).isEqualTo(201);
            assertProblem(post("kim", "k2", BODY.replace("Dawn", "Dusk")), 422, "idempotency_key_reused");
            assertProblem(post("kim", "with blank", BODY), 400, "invalid_header");
            assertProblem(post("kim", "k".repeat(201), BODY), 400, "invalid_header");

            assertThat(rowsOf("kim")).isEqualTo(2);
            assertThat(rowsOf("leo")).isEqualTo(1);
        }

        @Test
        @DisplayName("does not hold a key against a request that failed")
        void failedBefore() {
            assertProblem(post("mia", "k4", "{}"), 400, "validation_failed");
            assertThat(post("mia", "k4", BODY).statusCode()).isEqualTo(201);
        }

        @Test
        @DisplayName("does not make the article again that was deleted since")
        void deletedSince() {
            HttpResponse<String> made = post("nia", "k5", BODY);
            String address = made.headers().firstValue("Location").orElseThrow();
            send("nia", "DELETE", address, "", "If-Match", "*");

            assertProblem(post("nia", "k5", BODY), 404, "article_not_found");
            assertThat(rowsOf("nia")).isZero();
        }

        @Test
        @DisplayName("forgets a key after 24 hours")
        void dayLater() {
            post("oda", "k6", BODY);
            post("oda", "k7", BODY);
            database.sql("update idempotency_key set created_at = created_at - interval '24 hours'"
                            + " where author_subject = 'oda'")
                    .update();

            assertThat(post("oda", "k6", BODY.replace("Dawn", "Dusk")).statusCode())
                    .isEqualTo(201);

            assertThat(rowsOf("oda")).isEqualTo(3);
            assertThat(database.sql("select key from idempotency_key where author_subject = 'oda'")
                            .query(String.class)
                            .list())
                    .containsExactly("k6");
        }

        private HttpResponse<String> post(String subject, String key, String body) {
            return send(subject, "POST", "/api/articles", body, "Idempotency-Key", key);
        }

        private long rowsOf(String subject) {
            return database.sql("select count(*) from article where author_subject = ?")
                    .param(subject)
                    .query(Long.class)
                    .single();
        }
    }

    @Test
    @DisplayName("changes by JSON Merge Patch what a patch names, and nothing else (RFC 7396)")
    void mergePatch() {
        HttpResponse<String> made = send("alice", "POST", "/api/articles", BODY);
        String address = made.headers().firstValue("Location").orElseThrow();

        HttpResponse<String> patched = patch(address, "{\"title\":\"Dusk\"}", "If-Match", etag(made));
        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
        assertThat(patched.body()).contains("\"title\":\"Dusk\"", "\"content\":\"# Dawn\"", "\"status\":\"draft\"");
        assertThat(etag(patched)).isEqualTo("\"1\"");

        assertProblem(patch(address, "{\"title\":\"x\"}", "If-Match", etag(made)), 412, "precondition_failed");
        assertProblem(patch(address, "{\"title\":\"x\"}"), 428, "precondition_required");
        for (String bad : List.of(
                "{\"status\":null}",
                "{\"title\":\"\"}",
                "{\"title\":{\"a\":1}}",
                "{\"status\":\"gone\"}",
                "{\"id\":\"0199f0a0-0000-7000-8000-000000000000\"}",
                "{\"author\":{\"sub\":\"bob\"}}",
                "[{\"op\":\"remove\",\"path\":\"/title\"}]",
                "3")) {
            assertProblem(patch(address, bad, "If-Match", "*"), 400, "validation_failed");
        }
        assertThat(patch(address, "{\"status\":null}", "If-Match", "*").body())
                .contains("{\"pointer\":\"/status\",\"code\":\"required\"");
        assertProblem(patch(address, "null", "If-Match", "*"), 400, "malformed_json");
        assertProblem(
                send("alice", "PATCH", address, "{\"title\":\"x\"}", "If-Match", "*"), 415, "unsupported_media_type");
        assertThat(send("alice", "GET", address, "").body()).isEqualTo(patched.body());
    }

    @Test
    @DisplayName("finds articles by their words, page by page")
    void search() {
        for (int i = 0; i < 3; i++) {
            send(
                    "pam",
                    "POST",
                    "/api/articles",
                    BODY.replace("# Dawn", "Zugvögel & Störche").replace("draft", "published"));
        }

        HttpResponse<String> first = send("alice", "GET", "/api/articles?q=st%C3%B6rche+-dusk&limit=2", "");
        assertThat(json.readTree(first.body()).get("items").size()).isEqualTo(2);
        String next = first.headers().firstValue("Link").orElseThrow().replaceAll("<(.*)>.*", "$1");
        HttpResponse<String> second = send("alice", "GET", next, "");
        assertThat(json.readTree(second.body()).get("items").size()).isEqualTo(1);
        assertThat(second.headers().firstValue("Link")).isEmpty();

        assertProblem(send("alice", "GET", "/api/articles?q=", ""), 400, "invalid_parameter");
        assertProblem(send("alice", "GET", "/api/articles?q=a%00b", ""), 400, "invalid_parameter");
        assertProblem(send("alice", "GET", "/api/articles?q=" + "a".repeat(201), ""), 400, "invalid_parameter");
    }

    @Test
    @DisplayName("is walked through 10,000 articles during writes, none twice and none missed (C-62)")
    void walkDuringWrites() throws Exception {
        database.sql("""
                        insert into article (id, title, content, status, author_issuer, author_subject, author_name,
                                             created_at, updated_at, version)
                        select overlay(overlay(gen_random_uuid()::text placing lpad(to_hex(i), 8, '0') from 1 for 8)
                                       placing '7' from 15 for 1)::uuid,
                               'Old', 'text', 'published', ?, 'quin', 'Quin', now(), now(), 0
                        from generate_series(1, 10000) i""").param(TestTokens.ISSUER).update();
        List<String> all = database.sql("select id from article where title = 'Old' order by id desc")
                .query((row, number) -> row.getString(1))
                .list();
        AtomicBoolean walking = new AtomicBoolean(true);
        CompletableFuture<Integer> writer = CompletableFuture.supplyAsync(() -> {
            int writes = 0;
            while (walking.get()) {
                String made = send("quin", "POST", "/api/articles", BODY)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
                send("quin", "DELETE", made, "", "If-Match", "*");
                String old = "/api/articles/" + all.get(writes % all.size());
                send("quin", "PUT", old, BODY.replace("Dawn", "Old"), "If-Match", "*");
                writes++;
            }
            return writes;
        });

        List<String> seen = new ArrayList<>();
        Optional<String> next = Optional.of("/api/articles?author=me&limit=100");
        while (next.isPresent()) {
            HttpResponse<String> page = send("quin", "GET", next.get(), "");
            json.readTree(page.body())
                    .get("items")
                    .forEach(item -> seen.add(item.get("id").asString()));
            next = page.headers().firstValue("Link").map(link -> link.replaceAll("<(.*)>.*", "$1"));
        }
        walking.set(false);

        assertThat(writer.join()).isPositive();
        assertThat(seen).doesNotHaveDuplicates().containsSubsequence(all);
    }

    @Test
    @DisplayName("lets one of many writers with the same ETag win")
    void oneWriterWins() {
        String address = send("alice", "POST", "/api/articles", BODY)
                .headers()
                .firstValue("Location")
                .orElseThrow();

        List<CompletableFuture<Integer>> writers = IntStream.range(0, 20)
                .mapToObj(i -> http.sendAsync(
                                request("alice", "PUT", address, BODY, "If-Match", "\"0\""), BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode))
                .toList();

        assertThat(writers.stream().map(CompletableFuture::join))
                .containsOnly(200, 412)
                .containsOnlyOnce(200);
    }

    @Test
    @DisplayName("refuses a body that is too large for any article")
    void tooLarge() {
        String huge = BODY.replace("# Dawn", "a".repeat(1_500_000));

        assertProblem(send("alice", "POST", "/api/articles", huge), 413, "content_too_large");
        assertProblem(
                send("alice", "POST", "/api/articles", BODY.replace("# Dawn", "a".repeat(100_001))),
                400,
                "validation_failed");
    }

    @Test
    @DisplayName("answers what the framework refuses as problems")
    void framework() {
        assertProblem(send("alice", "GET", "/api/articles", "", "Accept", "text/html"), 406, "not_acceptable");
        assertProblem(send("alice", "GET", UNKNOWN, "", "Accept", "text/html"), 406, "not_acceptable");
        assertProblem(send("alice", "GET", UNKNOWN, ""), 404, "article_not_found");
        assertProblem(
                send("alice", "POST", "/api/articles", "title=t", "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "unsupported_media_type");
        assertProblem(
                send("alice", "POST", "/api/articles", "<a/>", "Content-Type", "text/xml"),
                415,
                "unsupported_media_type");
        assertProblem(send("alice", "POST", "/api/articles", "{"), 400, "malformed_json");
        assertProblem(send("alice", "POST", "/api/articles", ""), 400, "malformed_json");
        assertProblem(send("alice", "POST", "/api/articles", BODY + BODY), 400, "validation_failed");
        assertProblem(send("alice", "PUT", UNKNOWN, BODY, "If-Match", "unquoted"), 400, "invalid_header");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("answers what the container or the firewall refuses as problems")
    @CsvSource({
        "GET /api/articles?q=| HTTP/1.1, 400",
        "GET /api/%2e%2e/articles HTTP/1.1, 400",
        "GET /api//articles HTTP/1.1, 400",
        "GET /api/articles;a=b HTTP/1.1, 400",
        "GET /api/articles%00 HTTP/1.1, 400",
        "GET /api/%zz HTTP/1.1, 400",
        "GET /api/%ff HTTP/1.1, 400",
        "TRACE /api/articles HTTP/1.1, 405",
        "BREW /api/articles HTTP/1.1, 400",
        "GET /api/articles HTTP/9.9, 400",
        "NONSENSE, 400",
    })
    void container(String requestLine, int status) throws IOException {
        String answer = raw(requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").doesNotContainIgnoringCase("<html");
        assertThat(answer)
                .contains("application/problem+json")
                .contains("\"status\":" + status)
                .containsOnlyOnce("X-Content-Type-Options: nosniff");
    }

    @Test
    @DisplayName("shows on its management port that it is alive and ready, and nothing else")
    void management() {
        assertThat(manage("/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(manage("/actuator/health/readiness").body())
                .isEqualTo(
                        "{\"components\":{\"db\":{\"status\":\"UP\"},\"readinessState\":{\"status\":\"UP\"},\"signingKeys\":{\"status\":\"UP\"}},\"status\":\"UP\"}");
        assertThat(manage("/actuator/env").statusCode()).isNotEqualTo(200);
        assertThat(manage("/actuator/heapdump").statusCode()).isNotEqualTo(200);
        assertThat(manage("/api/articles").statusCode()).isEqualTo(401);
        assertThat(send("alice", "GET", "/actuator/health", "").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("counts how often a token was known already")
    void tokenCacheMetrics() {
        HttpRequest read = request("alice", "GET", "/api/articles", "");
        for (int i = 0; i < 3; i++) {
            assertThat(http.sendAsync(read, BodyHandlers.discarding()).join().statusCode())
                    .isEqualTo(200);
        }

        assertThat(manage("/actuator/prometheus").body().lines())
                .anyMatch(line -> line.startsWith("cache_gets_total")
                        && line.contains("access.tokens")
                        && line.contains("result=\"hit\"")
                        && !line.endsWith(" 0.0"));
    }

    private HttpResponse<String> manage(String path) {
        return http.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path))
                                .build(),
                        BodyHandlers.ofString())
                .join();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> send(String subject, String method, String path, String body, String... headers) {
        return http.sendAsync(request(subject, method, path, body, headers), BodyHandlers.ofString())
                .join();
    }

    private HttpRequest request(String subject, String method, String path, String body, String... headers) {
        String token = TestTokens.sign(TestTokens.header(), TestTokens.claims().subject(subject));
        HttpRequest.Builder request = with(token, method, path, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    private HttpResponse<String> patch(String address, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "application/merge-patch+json"));
        return send("alice", "PATCH", address, body, all.toArray(String[]::new));
    }

    private HttpRequest.Builder with(String token, String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = json.readTree(answer.body());
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
    }

    private static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }
}
