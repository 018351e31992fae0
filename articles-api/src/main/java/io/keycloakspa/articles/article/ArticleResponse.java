package io.keycloakspa.articles.article;

import java.time.Instant;
import java.util.UUID;

/** One article, whole. Its version is in the ETag. */
record ArticleResponse(
        UUID id,
        String title,
        String content,
        ArticleStatus status,
        Author author,
        Instant createdAt,
        Instant updatedAt) {

    static ArticleResponse of(Article article) {
        return new ArticleResponse(
                article.id(),
                article.title(),
                article.content(),
                article.status(),
                article.author(),
                article.createdAt(),
                article.updatedAt());
    }
}
