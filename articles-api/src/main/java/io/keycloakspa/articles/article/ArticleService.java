package io.keycloakspa.articles.article;

import io.keycloakspa.articles.error.ProblemCode;
import io.keycloakspa.articles.error.ProblemException;
import io.keycloakspa.articles.security.CurrentUser;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who may do what with which article. Ownership is part of each query, so there is no moment without it. */
@Service
@Transactional
class ArticleService {

    private final ArticleRepository articles;
    private final Clock clock;

    ArticleService(ArticleRepository articles, Clock clock) {
        this.articles = articles;
        this.clock = clock;
    }

    Article create(ArticleRequest request, CurrentUser user) {
        Instant now = clock.instant();
        return articles.save(new Article(UuidV7.at(now), Author.of(user), request, now));
    }

    @Transactional(readOnly = true)
    Article read(UUID id, CurrentUser user) {
        return articles.findVisible(id, user.issuer(), user.subject())
                .orElseThrow(() -> new ProblemException(ProblemCode.ARTICLE_NOT_FOUND));
    }

    @Transactional(readOnly = true)
    ArticlePage listPublished(UUID before, int limit) {
        return ArticlePage.of(articles.listPublished(before, Limit.of(limit + 1)), limit);
    }

    @Transactional(readOnly = true)
    ArticlePage listOwn(CurrentUser user, UUID before, int limit) {
        return ArticlePage.of(articles.listOwn(user.issuer(), user.subject(), before, Limit.of(limit + 1)), limit);
    }

    Article update(UUID id, @Nullable IfMatch ifMatch, ArticleRequest request, CurrentUser user) {
        Article article = editable(id, user).orElseThrow(() -> refusal(id, user));
        IfMatch.check(ifMatch, article.etag());
        article.change(request, clock.instant());
        if (article.author().is(user)) {
            article.renameAuthor(Author.of(user));
        }
        return article;
    }

    void delete(UUID id, @Nullable IfMatch ifMatch, CurrentUser user) {
        Article article = own(id, user).orElseThrow(() -> refusal(id, user));
        IfMatch.check(ifMatch, article.etag());
        articles.delete(article);
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
