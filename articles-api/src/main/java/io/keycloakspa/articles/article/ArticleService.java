package io.keycloakspa.articles.article;

import io.keycloakspa.articles.error.ProblemCode;
import io.keycloakspa.articles.error.ProblemException;
import io.keycloakspa.articles.security.CurrentUser;
import io.keycloakspa.articles.security.RecentAuthentication;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who may do what with which article. Ownership is part of each query, so there is no moment without it. */
@Service
@Transactional
class ArticleService {

    private final ArticleRepository articles;
    private final IdempotencyKeys keys;
    private final Clock clock;

    ArticleService(ArticleRepository articles, IdempotencyKeys keys, Clock clock) {
        this.articles = articles;
        this.keys = keys;
        this.clock = clock;
    }

    /** With a key that made an article before: that article, as it is now. */
    Article create(ArticleRequest request, @Nullable String idempotencyKey, CurrentUser user) {
        Instant now = clock.instant();
        UUID id = UuidV7.at(now);
        UUID claimed = idempotencyKey == null ? id : keys.claim(idempotencyKey, user, request, id, now);
        if (!claimed.equals(id)) {
            return read(claimed, user);
        }
        Article article = articles.save(new Article(id, Author.of(user), request, now));
        keepNameInStep(id, user);
        return article;
    }

    @Transactional(readOnly = true)
    Article read(UUID id, CurrentUser user) {
        return articles.findVisible(id, user.issuer(), user.subject())
                .orElseThrow(() -> new ProblemException(ProblemCode.ARTICLE_NOT_FOUND));
    }

    @Transactional(readOnly = true)
    ArticlePage listPublished(@Nullable String q, UUID before, int limit) {
        Limit more = Limit.of(limit + 1);
        return ArticlePage.of(
                q == null ? articles.listPublished(before, more) : articles.searchPublished(q, before, more), limit);
    }

    @Transactional(readOnly = true)
    ArticlePage listOwn(CurrentUser user, @Nullable String q, UUID before, int limit) {
        Limit more = Limit.of(limit + 1);
        return ArticlePage.of(
                q == null
                        ? articles.listOwn(user.issuer(), user.subject(), before, more)
                        : articles.searchOwn(user.issuer(), user.subject(), q, before, more),
                limit);
    }

    /** @param change from what is there to what shall be */
    Article update(UUID id, @Nullable IfMatch ifMatch, UnaryOperator<ArticleRequest> change, CurrentUser user) {
        Article article = editable(id, user).orElseThrow(() -> refusal(id, user));
        IfMatch.check(ifMatch, article.etag());
        article.change(change.apply(ArticleRequest.of(article)), clock.instant());
        if (article.author().is(user) && !article.author().equals(Author.of(user))) {
            article.renameAuthor(Author.of(user));
            keepNameInStep(id, user);
        }
        return article;
    }

    /** @param recent asked for in the same transaction, so that no draft becomes published in between */
    void delete(UUID id, @Nullable IfMatch ifMatch, CurrentUser user, RecentAuthentication recent) {
        Article article = own(id, user).orElseThrow(() -> refusal(id, user));
        IfMatch.check(ifMatch, article.etag());
        if (article.status() == ArticleStatus.PUBLISHED) {
            recent.require();
        }
        articles.delete(article);
    }

    /** Who changed their name is called by the new one on all their articles, as soon as they write. */
    private void keepNameInStep(UUID written, CurrentUser user) {
        articles.renameAuthor(user.issuer(), user.subject(), user.name(), written);
    }

    /** An editor may change and unpublish what others published; deleting it stays with its author. */
    private Optional<Article> editable(UUID id, CurrentUser user) {
        return user.isEditor() ? articles.findVisible(id, user.issuer(), user.subject()) : own(id, user);
    }

    private Optional<Article> own(UUID id, CurrentUser user) {
        return user.mayWrite() ? articles.findOwn(id, user.issuer(), user.subject()) : Optional.empty();
    }

    /** Forbidden where the caller may read the article anyway; otherwise nobody learns that it exists. */
    private ProblemException refusal(UUID id, CurrentUser user) {
        read(id, user);
        return new ProblemException(user.mayWrite() ? ProblemCode.NOT_YOUR_ARTICLE : ProblemCode.INSUFFICIENT_ROLE);
    }
}
