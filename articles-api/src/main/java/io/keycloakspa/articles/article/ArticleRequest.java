package io.keycloakspa.articles.article;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.CodePointLength;

/**
 * What an author writes.
 *
 * @param title one line of 1 to 200 characters
 * @param content Markdown, stored as it is sent and never rendered here
 */
record ArticleRequest(
        @NotBlank @CodePointLength(max = 200) @Pattern(regexp = NO_CONTROLS) @Schema(minLength = 1, maxLength = 200)
        String title,

        @NotBlank @Utf8Size(max = 100_000) @Pattern(regexp = STORABLE) @Schema(minLength = 1, description = "Markdown")
        String content,

        @NotNull ArticleStatus status) {

    /** No control characters, line ends among them, and no halves of surrogate pairs. */
    static final String NO_CONTROLS = "[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*";

    /** PostgreSQL stores neither U+0000 nor halves of surrogate pairs. */
    private static final String STORABLE = "[^\\x00\\p{Cs}]*";

    static ArticleRequest of(Article article) {
        return new ArticleRequest(article.title(), article.content(), article.status());
    }
}
