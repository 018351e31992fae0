package io.keycloakspa.articles.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycloakspa.articles.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.jpa.test.autoconfigure.TestEntityManager;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.JdbcTemplate;

/** That the queries find what {@link ArticleService} relies on, on the database that is shipped. */
@DataJpaTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@Import(TestDatabase.class)
@DisplayName("The queries")
class ArticleRepositoryIT {

    private static final String ISSUER = "http://localhost:8081/realms/blog";
    private static final String OTHER_ISSUER = "http://localhost:8081/realms/other";
    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final Limit ALL = Limit.of(100);

    private int stored;

    @Autowired
    private ArticleRepository articles;

    @Autowired
    private TestEntityManager entities;

    @Autowired
    private JdbcTemplate jdbc;

    @Nested
    @DisplayName("for one article")
    class One {

        @Test
        @DisplayName("give back what was stored, to the microsecond")
        void roundTrip() {
            Article draft = store("alice", ArticleStatus.DRAFT);

            assertThat(articles.findVisible(draft.id(), ISSUER, "alice").map(ArticleResponse::of))
                    .contains(ArticleResponse.of(draft));
            assertThat(jdbc.queryForObject("select status from article", String.class))
                    .isEqualTo("draft");
        }

        @Test
        @DisplayName("call a person by a new name on all others of their articles, whose ETags change with it")
        void rename() {
            Article written = store("alice", ArticleStatus.DRAFT);
            UUID other = store("alice", ArticleStatus.PUBLISHED).id();
            UUID bobs = store("bob", ArticleStatus.PUBLISHED).id();

            articles.renameAuthor(ISSUER, "alice", "Alice Noon", written.id());
            articles.renameAuthor(OTHER_ISSUER, "bob", "Mallory", written.id());
            articles.renameAuthor(ISSUER, "alice", "Alice Noon", written.id());
            entities.clear();

            assertThat(articles.findVisible(other, ISSUER, "bob")).get().satisfies(renamed -> {
                assertThat(renamed.author().name()).isEqualTo("Alice Noon");
                assertThat(renamed.etag()).isEqualTo("\"1\"");
            });
            assertThat(articles.findVisible(bobs, ISSUER, "bob"))
                    .map(Article::author)
                    .contains(new Author(ISSUER, "bob", "bob"));
            assertThat(articles.findOwn(written.id(), ISSUER, "alice"))
                    .map(Article::etag)
                    .contains("\"0\"");
        }

        @Test
        @DisplayName("hide a draft from everybody but its author")
        void draft() {
            UUID id = store("alice", ArticleStatus.DRAFT).id();

            assertThat(articles.findVisible(id, ISSUER, "alice")).isPresent();
            assertThat(articles.findVisible(id, ISSUER, "bob")).isEmpty();
            assertThat(articles.findOwn(id, ISSUER, "bob")).isEmpty();
        }

        @Test
        @DisplayName("show a published article to everybody, as their own to its author only")
        void published() {
            UUID id = store("alice", ArticleStatus.PUBLISHED).id();

            assertThat(articles.findVisible(id, ISSUER, "bob")).isPresent();
            assertThat(articles.findOwn(id, ISSUER, "alice")).isPresent();
            assertThat(articles.findOwn(id, ISSUER, "bob")).isEmpty();
        }

        @Test
        @DisplayName("do not take the same subject of another issuer for the author")
        void sameSubjectOfAnotherIssuer() {
            UUID id = store("alice", ArticleStatus.DRAFT).id();

            assertThat(articles.findVisible(id, OTHER_ISSUER, "alice")).isEmpty();
            assertThat(articles.findOwn(id, OTHER_ISSUER, "alice")).isEmpty();
            assertThat(articles.listOwn(OTHER_ISSUER, "alice", ListCursor.NEWEST, ALL))
                    .isEmpty();
        }

        @ParameterizedTest
        @DisplayName("compare subjects exactly")
        @ValueSource(strings = {"Alice", "alice ", "", "%", "alic_"})
        void subjectsExactly(String subject) {
            UUID id = store("alice", ArticleStatus.DRAFT).id();

            assertThat(articles.findOwn(id, ISSUER, subject)).isEmpty();
        }

        @Test
        @DisplayName("count the version up with each write")
        void version() {
            Article article = store("alice", ArticleStatus.DRAFT);
            assertThat(article.etag()).isEqualTo("\"0\"");

            Article found = articles.findOwn(article.id(), ISSUER, "alice").orElseThrow();
            found.change(new ArticleRequest("New", "new", ArticleStatus.PUBLISHED), TIME.plusSeconds(1));
            entities.flush();

            assertThat(found.etag()).isEqualTo("\"1\"");
        }
    }

    @Nested
    @DisplayName("for lists")
    class Lists {

        @Test
        @DisplayName("have all published and no draft, newest first")
        void published() {
            UUID first = store("alice", ArticleStatus.PUBLISHED).id();
            store("alice", ArticleStatus.DRAFT);
            UUID last = store("bob", ArticleStatus.PUBLISHED).id();

            assertThat(articles.listPublished(ListCursor.NEWEST, ALL))
                    .extracting(ArticleSummary::id)
                    .containsExactly(last, first);
        }

        @Test
        @DisplayName("have all one's own with drafts, newest first")
        void own() {
            UUID first = store("alice", ArticleStatus.PUBLISHED).id();
            store("bob", ArticleStatus.PUBLISHED);
            UUID last = store("alice", ArticleStatus.DRAFT).id();

            assertThat(articles.listOwn(ISSUER, "alice", ListCursor.NEWEST, ALL))
                    .extracting(ArticleSummary::id)
                    .containsExactly(last, first);
        }

        @Test
        @DisplayName("show nothing twice and miss nothing while others insert and delete")
        void stableWalk() {
            List<UUID> before = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                before.add(store("alice", ArticleStatus.PUBLISHED).id());
            }
            List<UUID> seen = new ArrayList<>();
            UUID last = ListCursor.NEWEST;
            while (last != null) {
                ArticlePage page = ArticlePage.of(articles.listPublished(last, Limit.of(5)), 4);
                page.items().forEach(item -> seen.add(item.id()));
                last = page.last();
                store("bob", ArticleStatus.PUBLISHED);
                articles.findOwn(seen.getFirst(), ISSUER, "alice").ifPresent(articles::delete);
                entities.flush();
            }

            assertThat(seen).containsExactlyElementsOf(before.reversed());
        }

        @ParameterizedTest(name = "{0} -> {1}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "frost|true",
                    "FROST|true",
                    "Überraschung|true",
                    "überraschung|true",
                    "日本語|true",
                    "frost -river|false",
                    "frost -mountain|true",
                    "\"morning frost\"|true",
                    "\"frost morning\"|false",
                    "river or mountain|true",
                    "fro|false",
                    "%|false",
                    "' or 1=1 --|false",
                    "& ! ( ) : *|false",
                    "\\|false",
                })
        @DisplayName(
                "find words, phrases and what is without a word, in any script, and fail on nothing that people type")
        void search(String q, boolean found) {
            Article article = articles.save(new Article(
                    UuidV7.at(TIME),
                    new Author(ISSUER, "alice", "alice"),
                    new ArticleRequest("Morning frost", "By the river: Überraschung! 日本語", ArticleStatus.PUBLISHED),
                    TIME));
            entities.flush();
            store("alice", ArticleStatus.PUBLISHED);

            assertThat(articles.searchPublished(q, ListCursor.NEWEST, ALL))
                    .extracting(ArticleSummary::id)
                    .isEqualTo(found ? List.of(article.id()) : List.of());
            assertThat(articles.searchOwn(ISSUER, "alice", q, ListCursor.NEWEST, ALL))
                    .hasSize(found ? 1 : 0);
            assertThat(articles.searchOwn(ISSUER, "bob", q, ListCursor.NEWEST, ALL))
                    .isEmpty();
        }

        @Test
        @DisplayName("find no draft of another's by its words")
        void searchDrafts() {
            store("alice", ArticleStatus.DRAFT);

            assertThat(articles.searchPublished("text", ListCursor.NEWEST, ALL)).isEmpty();
            assertThat(articles.searchOwn(ISSUER, "alice", "text", ListCursor.NEWEST, ALL))
                    .hasSize(1);
        }

        @Test
        @DisplayName("walk an index instead of sorting the table")
        void useTheirIndex() {
            jdbc.execute(
                    "insert into article (id, title, content, status, author_issuer, author_subject, author_name, created_at, updated_at, version) select gen_random_uuid(), 't', 'c',"
                            + " case when i % 10 = 0 then 'published' else 'draft' end, 'i' , 's' || i % 100, 'n', now(), now(), 0"
                            + " from generate_series(1, 5000) i");
            jdbc.execute("analyze article");

            assertThat(plan("status = 'published'"))
                    .contains("article_published")
                    .doesNotContain("Sort");
            assertThat(plan("author_issuer = 'i' and author_subject = 's7'"))
                    .contains("article_author")
                    .doesNotContain("Sort");
        }

        private String plan(String condition) {
            return String.join(
                    "\n",
                    jdbc.queryForList(
                            "explain select id, title from article where id < '" + ListCursor.NEWEST + "' and "
                                    + condition + " order by id desc limit 21",
                            String.class));
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("The table refuses what the API would not have taken")
    @ValueSource(
            strings = {
                "title = ''",
                "title = repeat('a', 201)",
                "content = repeat('ü', 50001)",
                "status = 'gone'",
                "author_subject = null",
            })
    void constraints(String change) {
        store("alice", ArticleStatus.DRAFT);

        assertThatThrownBy(() -> jdbc.execute("update article set " + change))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private Article store(String subject, ArticleStatus status) {
        Instant now = TIME.plusMillis(stored++);
        Article article = articles.save(new Article(
                UuidV7.at(now),
                new Author(ISSUER, subject, subject),
                new ArticleRequest("Title", "text", status),
                now));
        entities.flush();
        entities.clear();
        return article;
    }
}
