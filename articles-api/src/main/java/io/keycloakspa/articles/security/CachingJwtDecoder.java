package io.keycloakspa.articles.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers tokens that were found good, since an app sends the same one for minutes and its signature is the dearest
 * part of a request. By the whole text of a token, so that no other token can stand in for it; never past its
 * {@code exp}, also not within the clock skew. Refused tokens are not remembered.
 */
final class CachingJwtDecoder implements JwtDecoder {

    /** Characters of token text: some 3,000 tokens of the usual size, with their claims 20 to 30 MB at most. */
    private static final long MAX_CHARACTERS = 4_000_000;

    private final JwtDecoder decoder;
    private final Clock clock;
    private final Cache<String, Jwt> good;

    CachingJwtDecoder(JwtDecoder decoder, Clock clock) {
        this(decoder, clock, MAX_CHARACTERS);
    }

    CachingJwtDecoder(JwtDecoder decoder, Clock clock, long maxCharacters) {
        this.decoder = decoder;
        this.clock = clock;
        this.good = Caffeine.newBuilder()
                .maximumWeight(maxCharacters)
                .weigher((String text, Jwt token) -> text.length())
                .expireAfter(Expiry.creating((String text, Jwt token) -> remaining(token)))
                .recordStats()
                .build();
    }

    @Override
    public Jwt decode(String text) {
        Jwt known = good.getIfPresent(text);
        // Asked again, because the cache counts elapsed time, and the clock may have been set or the machine asleep.
        if (known != null && remaining(known).isPositive()) {
            return known;
        }
        // Not within the cache's own loading: that would hold up other tokens while keys are fetched.
        Jwt token = decoder.decode(text);
        if (remaining(token).isPositive()) {
            good.put(text, token);
        }
        return token;
    }

    /** For the metrics. */
    Cache<String, Jwt> cache() {
        return good;
    }

    private Duration remaining(Jwt token) {
        @Nullable Instant expiry = token.getExpiresAt();
        return expiry == null ? Duration.ZERO : Duration.between(clock.instant(), expiry);
    }
}
