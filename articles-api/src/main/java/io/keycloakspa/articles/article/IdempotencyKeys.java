package io.keycloakspa.articles.article;

import io.keycloakspa.articles.error.ProblemCode;
import io.keycloakspa.articles.error.ProblemException;
import io.keycloakspa.articles.security.CurrentUser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets a client repeat a POST of which it never saw the answer (draft-ietf-httpapi-idempotency-key-header). A key is its
 * person's alone and counts for 24 hours; it stands or falls with the transaction that makes the article.
 */
@Component
class IdempotencyKeys {

    private static final Duration LIFE = Duration.ofHours(24);

    /** Only as many as one request should pay for; those that another request is removing are its to remove. */
    private static final String FORGET = """
            delete from idempotency_key where ctid in
            (select ctid from idempotency_key where created_at <= :old limit 100 for update skip locked)""";

    /** Waits for another transaction that claims the same key at this moment, and takes over an old key. */
    private static final String CLAIM = """
            insert into idempotency_key as k values (:issuer, :subject, :key, :hash, :article, :now)
            on conflict (author_subject, author_issuer, key)
            do update set request_hash = :hash, article_id = :article, created_at = :now where k.created_at <= :old""";

    private static final String FIND = """
            select request_hash, article_id from idempotency_key
            where author_issuer = :issuer and author_subject = :subject and key = :key""";

    private final JdbcClient database;

    IdempotencyKeys(JdbcClient database) {
        this.database = database;
    }

    /**
     * @param header the field's value, or null where it is absent
     * @throws ProblemException {@code invalid_header} if it is not 1 to 200 visible ASCII characters
     */
    static @Nullable String parse(@Nullable String header) {
        if (header != null && !header.matches("[!-~]{1,200}")) {
            throw new ProblemException(ProblemCode.INVALID_HEADER);
        }
        return header;
    }

    /**
     * @param id of the article that is to be made
     * @return the same id, or that of the article which this key made before
     * @throws ProblemException {@code idempotency_key_reused} if it was another article that this key was used for
     */
    UUID claim(String key, CurrentUser user, ArticleRequest request, UUID id, Instant now) {
        byte[] hash = hash(request);
        var old = now.minus(LIFE).atOffset(ZoneOffset.UTC);
        database.sql(FORGET).param("old", old).update();
        int claimed = database.sql(CLAIM)
                .param("issuer", user.issuer())
                .param("subject", user.subject())
                .param("key", key)
                .param("hash", hash)
                .param("article", id)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("old", old)
                .update();
        return claimed == 1 ? id : made(key, user, hash);
    }

    private UUID made(String key, CurrentUser user, byte[] hash) {
        return database.sql(FIND)
                .param("issuer", user.issuer())
                .param("subject", user.subject())
                .param("key", key)
                .query((row, number) -> {
                    if (!MessageDigest.isEqual(hash, row.getBytes("request_hash"))) {
                        throw new ProblemException(ProblemCode.IDEMPOTENCY_KEY_REUSED);
                    }
                    return row.getObject("article_id", UUID.class);
                })
                .single();
    }

    /** Of title, content and status; U+0000 parts them, because neither of the first two can contain it. */
    private static byte[] hash(ArticleRequest request) {
        String all = request.title() + '\0' + request.content() + '\0' + request.status();
        try {
            return MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
