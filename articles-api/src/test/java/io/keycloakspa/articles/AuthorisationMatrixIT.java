package io.keycloakspa.articles;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.keycloakspa.articles.security.TestKeys;
import io.keycloakspa.articles.security.TestTokens;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Every caller with every operation on every kind of article; a cell without an expectation fails. */
@SpringBootTest(
        properties = {
            "articles.issuer=" + TestTokens.ISSUER,
            "articles.resource=http://localhost:8080/api",
            "articles.limits.source=1000000",
            "articles.limits.subject=1000000",
            "articles.limits.subject-writes=1000000"
        })
@AutoConfigureMockMvc
@Import({TestDatabase.class, TestKeys.class})
@DisplayName("Who may do what (C-60, C-61)")
class AuthorisationMatrixIT {

    /** Status by caller (row) and operation (column), on Alice's draft and on what she published. */
    private static final String EXPECTED = """
            draft           READ LIST MINE CREATE PUT PATCH DELETE
            ANONYMOUS       401  401  401  401    401 401   401
            WRONG_AUDIENCE  401  401  401  401    401 401   401
            NO_SCOPE        403  403  403  403    403 403   403
            READ_SCOPE      200  200  200  403    403 403   403
            WRITE_SCOPE     403  403  403  201    200 200   204
            AUTHOR          200  200  200  201    200 200   204
            SIGNED_IN_LONG_AGO 200 200 200 201    200 200   204
            DEMOTED_AUTHOR  200  200  200  403    403 403   403
            OTHER_AUTHOR    404  200  200  201    404 404   404
            EDITOR          404  200  200  201    404 404   404
            READER          404  200  200  403    404 404   404
            OTHER_REALM     401  401  401  401    401 401   401

            published       READ LIST MINE CREATE PUT PATCH DELETE
            ANONYMOUS       401  401  401  401    401 401   401
            WRONG_AUDIENCE  401  401  401  401    401 401   401
            NO_SCOPE        403  403  403  403    403 403   403
            READ_SCOPE      200  200  200  403    403 403   403
            WRITE_SCOPE     403  403  403  201    200 200   204
            AUTHOR          200  200  200  201    200 200   204
            SIGNED_IN_LONG_AGO 200 200 200 201    200 200   401
            DEMOTED_AUTHOR  200  200  200  403    403 403   403
            OTHER_AUTHOR    200  200  200  201    403 403   403
            EDITOR          200  200  200  201    200 200   403
            READER          200  200  200  403    403 403   403
            OTHER_REALM     401  401  401  401    401 401   401
            """;

    private static final String READ_AND_WRITE = "articles:read articles:write";

    @Autowired
    private MockMvcTester mvc;

    /** Who calls, by the claims of their token. */
    enum Caller {
        ANONYMOUS("", "", ""),
        WRONG_AUDIENCE("alice", "author", READ_AND_WRITE),
        OTHER_REALM("alice", "author", READ_AND_WRITE),
        NO_SCOPE("alice", "author", "openid"),
        READ_SCOPE("alice", "author", "articles:read"),
        WRITE_SCOPE("alice", "author", "articles:write"),
        AUTHOR("alice", "author", READ_AND_WRITE),
        SIGNED_IN_LONG_AGO("alice", "author", READ_AND_WRITE),
        DEMOTED_AUTHOR("alice", "reader", READ_AND_WRITE),
        OTHER_AUTHOR("bob", "author", READ_AND_WRITE),
        EDITOR("erin", "editor", READ_AND_WRITE),
        READER("carol", "reader", READ_AND_WRITE);

        private final String subject;
        private final String role;
        private final String scope;

        Caller(String subject, String role, String scope) {
            this.subject = subject;
            this.role = role;
            this.scope = scope;
        }

        MockMvcRequestBuilder sign(MockMvcRequestBuilder request) {
            return this == ANONYMOUS
                    ? request
                    : request.header("Authorization", "Bearer " + TestTokens.sign(TestTokens.header(), claims()));
        }

        private JWTClaimsSet.Builder claims() {
            JWTClaimsSet.Builder claims = TestTokens.claims()
                    .subject(subject)
                    .claim("roles", List.of(role))
                    .claim("scope", scope);
            return switch (this) {
                case WRONG_AUDIENCE -> claims.audience("account");
                case SIGNED_IN_LONG_AGO ->
                    claims.claim("auth_time", Instant.now().minusSeconds(3600).getEpochSecond());
                case OTHER_REALM -> claims.issuer(TestTokens.ISSUER + "2");
                default -> claims;
            };
        }

        private boolean isAlice() {
            return subject.equals("alice");
        }
    }

    /** What is asked, with everything in order but perhaps the caller. */
    enum Operation {
        READ("GET"),
        LIST("GET"),
        MINE("GET"),
        CREATE("POST"),
        PUT("PUT"),
        PATCH("PATCH"),
        DELETE("DELETE");

        private final String method;

        Operation(String method) {
            this.method = method;
        }

        String on(String article) {
            return switch (this) {
                case LIST, CREATE -> "/api/articles";
                case MINE -> "/api/articles?author=me";
                default -> article;
            };
        }
    }

    static Stream<Arguments> cells() {
        Map<String, Integer> expected = expected();
        return Stream.of("draft", "published")
                .flatMap(status -> Arrays.stream(Caller.values())
                        .flatMap(caller -> Arrays.stream(Operation.values())
                                .map(operation -> Arguments.of(
                                        status,
                                        caller,
                                        operation,
                                        // Zero is no status: a missing cell fails.
                                        expected.getOrDefault(status + caller + operation, 0)))));
    }

    @ParameterizedTest(name = "{0}: {1} {2} -> {3}")
    @MethodSource("cells")
    void cell(String status, Caller caller, Operation operation, int expected) {
        String article = article(status);

        MvcTestResult answer = caller.sign(
                        mvc.method(HttpMethod.valueOf(operation.method)).uri(operation.on(article)))
                .header("If-Match", "*")
                .contentType(operation == Operation.PATCH ? "application/merge-patch+json" : "application/json")
                .content(body(status))
                .exchange();

        assertThat(answer).hasStatus(expected);
        if (expected == 401) {
            assertThat(answer.getResponse().getHeader("WWW-Authenticate")).startsWith("Bearer ");
        }
        if (operation == Operation.LIST && expected == 200) {
            assertThat(answer)
                    .bodyText()
                    .satisfies(text -> assertThat(text.contains(id(article))).isEqualTo(status.equals("published")));
        }
        if (operation == Operation.MINE && expected == 200) {
            assertThat(answer)
                    .bodyText()
                    .satisfies(text -> assertThat(text.contains(id(article))).isEqualTo(caller.isAlice()));
        }
    }

    private String article(String status) {
        MvcTestResult made = Caller.AUTHOR
                .sign(mvc.post().uri("/api/articles"))
                .contentType("application/json")
                .content(body(status))
                .exchange();
        assertThat(made).hasStatus(201);
        return String.valueOf(made.getResponse().getHeader("Location"));
    }

    private static String id(String article) {
        return article.substring("/api/articles/".length());
    }

    private static String body(String status) {
        return "{\"title\":\"Dawn\",\"content\":\"# Dawn\",\"status\":\"" + status + "\"}";
    }

    private static Map<String, Integer> expected() {
        Map<String, Integer> cells = new HashMap<>();
        for (String table : EXPECTED.split("\n\n", -1)) {
            List<String[]> rows =
                    table.lines().map(line -> line.split(" +", -1)).toList();
            String[] head = rows.getFirst();
            for (String[] row : rows.subList(1, rows.size())) {
                for (int i = 1; i < row.length; i++) {
                    cells.put(head[0] + row[0] + head[i], Integer.parseInt(row[i]));
                }
            }
        }
        return cells;
    }
}
