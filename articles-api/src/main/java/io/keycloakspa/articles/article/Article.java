package io.keycloakspa.articles.article;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row. Times have microseconds, as PostgreSQL keeps them, so what is answered on a write is what is read later. */
@Entity
class Article {

    @Id
    @Column(updatable = false)
    private UUID id;

    private String title;
    private String content;

    @Enumerated(EnumType.STRING)
    private ArticleStatus status;

    @Embedded
    private Author author;

    @Column(updatable = false)
    private Instant createdAt;

    private Instant updatedAt;

    /** Null until it is stored. */
    @Version
    private @Nullable Long version;

    /** For Hibernate, which sets every field afterwards. */
    @SuppressWarnings("NullAway.Init")
    protected Article() {}

    Article(UUID id, Author author, ArticleRequest request, Instant now) {
        this.id = id;
        this.author = author;
        this.title = request.title();
        this.content = request.content();
        this.status = request.status();
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
        this.updatedAt = this.createdAt;
    }

    void change(ArticleRequest request, Instant now) {
        title = request.title();
        content = request.content();
        status = request.status();
        updatedAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    void renameAuthor(Author author) {
        this.author = author;
    }

    UUID id() {
        return id;
    }

    String title() {
        return title;
    }

    String content() {
        return content;
    }

    ArticleStatus status() {
        return status;
    }

    Author author() {
        return author;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /**
     * A strong validator (RFC 9110, section 8.8.1): each write counts the version up, and an id is never used again.
     */
    String etag() {
        return "\"" + version + "\"";
    }
}
