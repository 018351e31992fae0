package io.keycloakspa.articles.article;

import java.time.Instant;
import java.util.UUID;

/** One line of a list: without content, or a page of 100 could weigh 10 MB. */
record ArticleSummary(
        UUID id, String title, ArticleStatus status, Author author, Instant createdAt, Instant updatedAt) {}
