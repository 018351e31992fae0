package io.keycloakspa.articles.article;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.keycloakspa.articles.security.CurrentUser;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * Who wrote an article: the token's {@code iss} and {@code sub}, which never change.
 *
 * @param name as it was when the author last wrote, on all their articles; for people to read only
 */
@Embeddable
record Author(
        @Column(name = "author_issuer", updatable = false) @JsonProperty("iss")
        String issuer,

        @Column(name = "author_subject", updatable = false) @JsonProperty("sub")
        String subject,

        @Column(name = "author_name") String name) {

    static Author of(CurrentUser user) {
        return new Author(user.issuer(), user.subject(), user.name());
    }

    boolean is(CurrentUser user) {
        return issuer.equals(user.issuer()) && subject.equals(user.subject());
    }
}
