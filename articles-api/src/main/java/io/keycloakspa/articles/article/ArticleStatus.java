package io.keycloakspa.articles.article;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/** Who may see an article: its author only, or everybody who is signed in. */
enum ArticleStatus {
    DRAFT("draft"),
    PUBLISHED("published");

    /** As clients and the database spell it. */
    @EnumeratedValue
    private final String value;

    ArticleStatus(String value) {
        this.value = value;
    }

    @JsonValue
    String value() {
        return value;
    }
}
