package io.keycloakspa.articles.article;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@link MergePatch} takes, for the description only: the members of {@link ArticleRequest}, none of them required. */
record ArticlePatch(
        @Nullable @Schema(minLength = 1, maxLength = 200) String title,
        @Nullable @Schema(minLength = 1) String content,
        @Nullable ArticleStatus status) {}
