package io.keycloakspa.articles.security;

import static io.keycloakspa.articles.security.TestTokens.claims;
import static io.keycloakspa.articles.security.TestTokens.header;
import static io.keycloakspa.articles.security.TestTokens.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

@DisplayName("The cache of decoded tokens")
class CachingJwtDecoderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicInteger decoded = new AtomicInteger();
    private final Clock clock = mock();
    private final JwtDecoder real = TokenValidationConfiguration.jwtDecoder(
            new ImmutableJWKSet<>(TestTokens.published()), TestTokens.properties(), clock);
    private final CachingJwtDecoder decoder = new CachingJwtDecoder(this::count, clock);

    CachingJwtDecoderTest() {
        at(0);
    }

    @Test
    @DisplayName("checks a good token once, and counts hits and misses")
    void once() {
        String token = sign(header(), claims(NOW));
        for (int i = 0; i < 4; i++) {
            assertThat(decoder.decode(token).getTokenValue()).isEqualTo(token);
        }

        assertThat(decoded).hasValue(1);
        assertThat(decoder.cache().stats().hitCount()).isEqualTo(3);
        assertThat(decoder.cache().stats().missCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("does not take a changed token for the one it knows")
    void changedToken() {
        String token = sign(header(), claims(NOW));
        decoder.decode(token);
        String[] parts = token.split("\\.", -1);
        String claims = claims(NOW)
                .claim("roles", "editor")
                .build()
                .toPayload()
                .toBase64URL()
                .toString();

        assertRefused(parts[0] + "." + claims + "." + parts[2]);
        assertRefused(token.substring(0, token.length() - 4) + "AAAA");
        assertRefused(parts[0] + "." + parts[1] + ".");
        assertRefused(token + "x");
    }

    @Test
    @DisplayName("does not serve a token past its exp: within the clock skew it is checked each time, then refused")
    void expiry() {
        String token = sign(header(), claims(NOW));
        decoder.decode(token);

        at(299);
        decoder.decode(token);
        assertThat(decoded).hasValue(1);

        at(300);
        decoder.decode(token);
        decoder.decode(token);
        assertThat(decoded).hasValue(3);

        at(331);
        assertRefused(token);
    }

    @Test
    @DisplayName("does not remember a token that it met after its exp, nor one that was refused")
    void notKept() {
        String token = sign(header(), claims(NOW));
        at(310);
        decoder.decode(token);
        assertRefused("garbage");

        assertThat(decoder.cache().asMap()).isEmpty();
    }

    @Test
    @DisplayName("holds no more than its share of memory in a flood of good tokens")
    void flood() {
        String token = sign(header(), claims(NOW));
        CachingJwtDecoder small = new CachingJwtDecoder(this::count, clock, 3L * token.length());
        for (int i = 0; i < 20; i++) {
            small.decode(sign(header(), claims(NOW)));
        }
        small.cache().cleanUp();

        assertThat(small.cache().asMap()).hasSizeLessThanOrEqualTo(3).isNotEmpty();
    }

    private Jwt count(String token) {
        decoded.incrementAndGet();
        return real.decode(token);
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
    }

    private void at(int seconds) {
        given(clock.instant()).willReturn(NOW.plusSeconds(seconds));
    }
}
