package io.keycloakspa.articles.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.assertArg;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

import io.keycloakspa.articles.ApiSlice;
import io.keycloakspa.articles.security.CurrentUser;
import io.keycloakspa.articles.security.TestTokens;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

@ApiSlice
@DisplayName("The articles operations")
class ArticleControllerTest {

    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final UUID ID = UuidV7.at(TIME);
    private static final CurrentUser ALICE =
            new CurrentUser(TestTokens.ISSUER, "2c3b5f0e-6f0c-4a5e-9c39-6f6f5c6b1b11", "Alice Dawn", Set.of("author"));
    private static final String BODY = "{\"title\":\"Dawn\",\"content\":\"# Dawn\",\"status\":\"draft\"}";

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private ArticleService articles;

    @Nested
    @DisplayName("POST")
    class Create {

        @Test
        @DisplayName("answers 201 with address, strong ETag and the article")
        void created() {
            given(articles.create(any(), isNull(), eq(ALICE))).willReturn(article());

            assertThat(signedIn(HttpMethod.POST, "/api/articles").content(BODY))
                    .hasStatus(201)
                    .hasHeader("Location", "/api/articles/" + ID)
                    .hasHeader("ETag", "\"0\"")
                    .hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON)
                    .bodyJson()
                    .isStrictlyEqualTo("""
                            {"id":"%s","title":"Dawn","content":"# Dawn","status":"draft",
                             "author":{"iss":"%s","sub":"%s","name":"Alice Dawn"},
                             "createdAt":"2026-03-01T12:00:00.123456Z","updatedAt":"2026-03-01T12:00:00.123456Z"}
                            """.formatted(ID, ALICE.issuer(), ALICE.subject()));
        }

        @ParameterizedTest(name = "{0} -> {1}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                value = {
                    "{}                                                         | /content required, /status required, /title required",
                    "{\"title\":\"\",\"content\":\"c\",\"status\":\"draft\"}    | /title required",
                    "{\"title\":\"a\\nb\",\"content\":\"c\",\"status\":\"draft\"} | /title invalid_characters",
                    "{\"title\":\"t\",\"content\":\"c\",\"status\":\"DRAFT\"}   | /status invalid_value",
                    "{\"title\":\"t\",\"content\":\"c\",\"status\":\"gone\"}    | /status invalid_value",
                    "{\"title\":[],\"content\":\"c\",\"status\":\"draft\"}      | /title wrong_type",
                    "{\"title\":{\"a\":1},\"content\":\"c\",\"status\":\"draft\"} | /title wrong_type",
                    "{\"author\":\"bob\"}                                       | /author unknown_member",
                    "{\"a/b~c\":1}                                              | /a~1b~0c unknown_member",
                    "[]                                                         | ' wrong_type'",
                    "7                                                          | ' wrong_type'",
                })
        @DisplayName("names the broken rules with JSON pointers")
        void invalid(String body, String errors) {
            assertThat(signedIn(HttpMethod.POST, "/api/articles").content(body))
                    .hasStatus(400)
                    .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                    .bodyJson()
                    .satisfies(json -> {
                        json.assertThat().extractingPath("$.code").isEqualTo("validation_failed");
                        json.assertThat()
                                .extractingPath("$.errors[*]")
                                .asArray()
                                .extracting(error -> ((java.util.Map<?, ?>) error).get("pointer") + " "
                                        + ((java.util.Map<?, ?>) error).get("code"))
                                .isEqualTo(List.of(errors.split(", ")));
                    });
        }
    }

    @Nested
    @DisplayName("GET of one")
    class Read {

        @Test
        @DisplayName("answers 200 with the ETag")
        void found() {
            given(articles.read(ID, ALICE)).willReturn(article());

            assertThat(signedIn(HttpMethod.GET, "/api/articles/" + ID))
                    .hasStatus(200)
                    .hasHeader("ETag", "\"0\"");
        }

        @Test
        @DisplayName("answers 304 without a body to who has it already")
        void notModified() {
            given(articles.read(ID, ALICE)).willReturn(article());

            assertThat(signedIn(HttpMethod.GET, "/api/articles/" + ID).header("If-None-Match", "\"0\""))
                    .hasStatus(304)
                    .body()
                    .isEmpty();
        }
    }

    @Nested
    @DisplayName("GET of a list")
    class Listing {

        @Test
        @DisplayName("links to the next page where there is one")
        void next() {
            given(articles.listOwn(ALICE, null, ListCursor.NEWEST, 1))
                    .willReturn(new ArticlePage(List.of(summary()), ID));

            assertThat(signedIn(HttpMethod.GET, "/api/articles?author=me&limit=1"))
                    .hasStatus(200)
                    .hasHeader(
                            "Link",
                            "</api/articles?author=me&limit=1&cursor=" + ListCursor.encode(ID) + ">; rel=\"next\"")
                    .bodyJson()
                    .extractingPath("$.items[0].title")
                    .isEqualTo("Dawn");
        }

        @Test
        @DisplayName("has published articles, 20 a page, where nothing is said")
        void defaults() {
            given(articles.listPublished(null, ListCursor.NEWEST, 20)).willReturn(new ArticlePage(List.of(), null));

            assertThat(signedIn(HttpMethod.GET, "/api/articles"))
                    .hasStatus(200)
                    .doesNotContainHeader("Link")
                    .bodyJson()
                    .isStrictlyEqualTo("{\"items\":[]}");
        }

        @Test
        @DisplayName("goes on where the cursor says")
        void goesOn() {
            given(articles.listPublished(null, ID, 20)).willReturn(new ArticlePage(List.of(), null));

            assertThat(signedIn(HttpMethod.GET, "/api/articles?cursor=" + ListCursor.encode(ID)))
                    .hasStatus(200);
        }

        @ParameterizedTest(name = "{0} -> {1}")
        @CsvSource({
            "limit=0, invalid_parameter",
            "limit=101, invalid_parameter",
            "limit=-1, invalid_parameter",
            "limit=many, invalid_parameter",
            "limit=99999999999, invalid_parameter",
            "author=bob, invalid_parameter",
            "author=, invalid_parameter",
            "cursor=, invalid_cursor",
            "cursor=broken, invalid_cursor",
        })
        void refused(String query, String code) {
            assertThat(signedIn(HttpMethod.GET, "/api/articles?" + query))
                    .hasStatus(400)
                    .bodyJson()
                    .extractingPath("$.code")
                    .isEqualTo(code);
        }
    }

    @Nested
    @DisplayName("PUT and DELETE")
    class Write {

        @Test
        @DisplayName("hand the condition on and answer the new ETag")
        void updated() {
            given(articles.update(eq(ID), any(), any(), eq(ALICE))).willReturn(article());

            assertThat(signedIn(HttpMethod.PUT, "/api/articles/" + ID)
                            .header("If-Match", "\"7\"")
                            .content(BODY))
                    .hasStatus(200)
                    .hasHeader("ETag", "\"0\"");

            then(articles).should().update(eq(ID), assertArg(ifMatch -> IfMatch.check(ifMatch, "\"7\"")), any(), any());
        }

        @Test
        @DisplayName("answer 204 after a delete")
        void deleted() {
            assertThat(signedIn(HttpMethod.DELETE, "/api/articles/" + ID).header("If-Match", "\"7\""))
                    .hasStatus(204);

            then(articles)
                    .should()
                    .delete(eq(ID), assertArg(ifMatch -> IfMatch.check(ifMatch, "\"7\"")), eq(ALICE), any());
        }
    }

    private MockMvcRequestBuilder signedIn(HttpMethod method, String uri) {
        String token = TestTokens.sign(TestTokens.header(), TestTokens.claims().claim("name", ALICE.name()));
        return mvc.method(method)
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Authorization", "Bearer " + token);
    }

    private static Article article() {
        Article article =
                new Article(ID, Author.of(ALICE), new ArticleRequest("Dawn", "# Dawn", ArticleStatus.DRAFT), TIME);
        org.springframework.test.util.ReflectionTestUtils.setField(article, "version", 0L);
        return article;
    }

    private static ArticleSummary summary() {
        return new ArticleSummary(ID, "Dawn", ArticleStatus.DRAFT, Author.of(ALICE), TIME, TIME);
    }
}
