package io.keycloakspa.articles.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

import io.keycloakspa.articles.error.ProblemException;
import io.keycloakspa.articles.security.CurrentUser;
import io.keycloakspa.articles.security.RecentAuthentication;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.util.ReflectionTestUtils;

/** Who may do what, cell by cell; that the queries find what they say is proven on PostgreSQL. */
@DisplayName("Alice's article at version 3")
class ArticleServiceTest {

    private static final Instant WRITTEN = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW = WRITTEN.plusSeconds(60);
    private static final UUID ID = UuidV7.at(WRITTEN);
    private static final CurrentUser ALICE = person("alice", "author");

    private final ArticleRepository articles = mock();
    private final ArticleService service = new ArticleService(articles, mock(), Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest(name = "{0}: {1} ({2}), {3} with If-Match {4} -> {5}")
    @CsvSource(
            nullValues = "absent",
            quoteCharacter = '\'',
            value = {
                "draft,     alice, author, read,   absent,  done",
                "draft,     bob, author,   read,   absent,  article_not_found",
                "draft,     carol, reader, read,   absent,  article_not_found",
                "draft,     erin, editor,  read,   absent,  article_not_found",
                "published, bob, author,   read,   absent,  done",
                "published, carol, reader, read,   absent,  done",
                "draft,     alice, author, update, '\"3\"', done",
                "draft,     alice, author, update, '\"2\"', precondition_failed",
                "draft,     alice, author, update, absent,  precondition_required",
                "draft,     alice, reader, update, '\"3\"', insufficient_role",
                "draft,     bob, author,   update, '\"3\"', article_not_found",
                "draft,     bob, author,   update, absent,  article_not_found",
                "draft,     carol, reader, update, '\"3\"', article_not_found",
                "draft,     erin, editor,  update, '\"3\"', article_not_found",
                "published, alice, author, update, '\"3\"', done",
                "published, bob, author,   update, '\"3\"', not_your_article",
                "published, bob, author,   update, absent,  not_your_article",
                "published, carol, reader, update, '\"3\"', insufficient_role",
                "published, erin, editor,  update, '\"3\"', done",
                "published, erin, editor,  update, '\"2\"', precondition_failed",
                "draft,     alice, author, delete, '\"3\"', done",
                "draft,     alice, author, delete, '\"2\"', precondition_failed",
                "draft,     alice, author, delete, absent,  precondition_required",
                "draft,     bob, author,   delete, '\"3\"', article_not_found",
                "draft,     erin, editor,  delete, '\"3\"', article_not_found",
                "published, alice, author, delete, '\"3\"', done",
                "published, bob, author,   delete, '\"3\"', not_your_article",
                "published, carol, reader, delete, '\"3\"', insufficient_role",
                "published, erin, editor,  delete, '\"3\"', not_your_article",
            })
    void decision(String status, String name, String role, String operation, @Nullable String ifMatch, String outcome) {
        CurrentUser user = person(name, role);
        stored(status);

        assertThat(outcome(() -> {
                    switch (operation) {
                        case "read" -> service.read(ID, user);
                        case "update" -> service.update(ID, IfMatch.parse(ifMatch), before -> request("draft"), user);
                        default -> service.delete(ID, IfMatch.parse(ifMatch), user, signedIn(0));
                    }
                }))
                .isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}, signed in {1} s ago -> deleted: {2}")
    @CsvSource({"draft, 300, true", "draft, 301, true", "published, 300, true", "published, 301, false"})
    @DisplayName("goes only if she signed in lately, once it was published (RFC 9470)")
    void recentSignIn(String status, int seconds, boolean deleted) {
        stored(status);

        RuntimeException refusal = catchThrowableOfType(
                RuntimeException.class, () -> service.delete(ID, IfMatch.parse("*"), ALICE, signedIn(seconds)));

        assertThat(refusal == null).isEqualTo(deleted);
        then(articles).should(deleted ? times(1) : never()).delete(any());
    }

    @Test
    @DisplayName("stays Alice's when an editor changes it")
    void editorIsNoAuthor() {
        stored("published");

        Article changed = service.update(ID, IfMatch.parse("*"), before -> request("draft"), person("erin", "editor"));

        assertThat(changed.author()).isEqualTo(Author.of(ALICE));
        assertThat(changed.status()).isEqualTo(ArticleStatus.DRAFT);
        assertThat(changed.updatedAt()).isEqualTo(NOW);
        assertThat(changed.createdAt()).isEqualTo(WRITTEN);
    }

    @Test
    @DisplayName("shows Alice's new name once she writes again")
    void nameKeptInStep() {
        stored("draft");
        CurrentUser renamed = new CurrentUser(ALICE.issuer(), ALICE.subject(), "Alice Noon", ALICE.roles());

        assertThat(service.update(ID, IfMatch.parse("*"), before -> request("draft"), renamed)
                        .author()
                        .name())
                .isEqualTo("Alice Noon");
        then(articles).should().renameAuthor(ALICE.issuer(), ALICE.subject(), "Alice Noon", ID);
    }

    /** A repository that holds one row, with the conditions of the real queries. */
    private void stored(String status) {
        Article article = new Article(ID, Author.of(ALICE), request(status), WRITTEN);
        ReflectionTestUtils.setField(article, "version", 3L);
        given(articles.findOwn(ID, ALICE.issuer(), ALICE.subject())).willReturn(Optional.of(article));
        if (status.equals("published")) {
            given(articles.findVisible(any(), any(), any())).willReturn(Optional.of(article));
        } else {
            given(articles.findVisible(ID, ALICE.issuer(), ALICE.subject())).willReturn(Optional.of(article));
        }
    }

    private static RecentAuthentication signedIn(int secondsAgo) {
        return new RecentAuthentication(NOW.minusSeconds(secondsAgo), NOW, Duration.ofMinutes(5));
    }

    private static String outcome(ThrowingCallable call) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, call);
        return refusal == null ? "done" : refusal.code().code();
    }

    private static ArticleRequest request(String status) {
        return new ArticleRequest(
                "Dawn", "# Dawn", status.equals("draft") ? ArticleStatus.DRAFT : ArticleStatus.PUBLISHED);
    }

    private static CurrentUser person(String subject, String role) {
        return new CurrentUser("http://localhost:8081/realms/blog", subject, subject, Set.of(role));
    }
}
