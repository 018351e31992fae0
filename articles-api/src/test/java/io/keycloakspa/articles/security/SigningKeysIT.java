package io.keycloakspa.articles.security;

import static io.keycloakspa.articles.security.TestTokens.claims;
import static io.keycloakspa.articles.security.TestTokens.header;
import static io.keycloakspa.articles.security.TestTokens.sign;
import static io.keycloakspa.articles.security.TestTokens.signer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import io.keycloakspa.articles.security.FakeIssuer.Mood;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Against an issuer that counts who asks for its keys, and that can fail. */
@DisplayName("Signing keys")
class SigningKeysIT {

    /** As shipped, but so short that a test lives to see keys grow stale; only a fetch has its time. */
    private static final SigningKeys.Limits SHORT = new SigningKeys.Limits(
            Duration.ofMillis(400),
            Duration.ofMillis(1_200),
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofSeconds(5));

    private static final RSAKey FOREIGN = TestTokens.rsa("foreign");
    private static final RSAKey NEXT = TestTokens.rsa("next");

    private final FakeIssuer issuer = new FakeIssuer();
    private SigningKeys keys = new SigningKeys(issuer.certs(), SigningKeys.SHIPPED);
    private JwtDecoder decoder = decoder(keys);

    @AfterEach
    void stop() throws IOException {
        issuer.close();
        keys.close();
    }

    @Test
    @DisplayName("are not fetched before a token comes, and then once for all that come together")
    void lazily() throws Exception {
        assertThat(issuer.fetches()).hasValue(0);

        assertThat(together(50, () -> decoder.decode(TestTokens.valid()))).doesNotContainNull();

        assertThat(issuer.fetches()).hasValue(1);
    }

    @Test
    @DisplayName("are fetched once per rotation, and the keys before still serve")
    void rotation() throws Exception {
        decoder.decode(TestTokens.valid());
        issuer.rotatesTo(NEXT);

        assertThat(together(20, () -> decoder.decode(signedBy(NEXT)))).doesNotContainNull();

        assertThat(decoder.decode(TestTokens.valid())).isNotNull();
        assertThat(issuer.fetches()).hasValue(2);
    }

    @Test
    @DisplayName("are not fetched for each token of a flood with unknown kids, all of which are refused")
    void floodOfUnknownKids() throws Exception {
        long start = System.nanoTime();
        decoder.decode(TestTokens.valid());

        together(200, () -> {
            String token = sign(header(JWSAlgorithm.RS256, "made-up-" + Math.random()), claims(), signer(FOREIGN));
            assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
            return token;
        });

        assertThat(decoder.decode(TestTokens.valid())).isNotNull();
        assertFetchesLimitedSince(start);
    }

    @Test
    @DisplayName("are refreshed ahead, in the background, without a token that waits")
    void refreshAhead() throws Exception {
        use(SHORT);
        decoder.decode(TestTokens.valid());

        await().until(() -> issuer.fetches().get() >= 3);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WELL")
    @DisplayName("that nobody could fetch yet are not blamed on the token")
    void neverFetched(Mood outage) {
        long start = System.nanoTime();
        issuer.becomes(outage);

        assertThat(keys.areKnown()).isFalse();
        for (int i = 0; i < 5; i++) {
            assertUndecided(TestTokens.valid());
        }
        assertFetchesLimitedSince(start);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILING", "SILENT", "TALKING_HTML"})
    @DisplayName(
            "that are known go on in an outage for the stated time, unknown ones are undecided, and new ones are taken after it")
    void outage(Mood outage) throws Exception {
        use(SHORT);
        decoder.decode(TestTokens.valid());
        long fetched = System.nanoTime();
        issuer.becomes(outage);
        int before = issuer.fetches().get();

        // The cache ran out at least once, and a refresh failed: what still serves is the tolerance.
        await().pollInterval(Duration.ofMillis(50)).until(() -> {
            assertThat(decoder.decode(TestTokens.valid())).isNotNull();
            return System.nanoTime() - fetched > 2 * SHORT.fresh().toNanos()
                    && issuer.fetches().get() > before;
        });
        assertUndecided(signedBy(NEXT));
        assertThat(decoder.decode(TestTokens.valid())).isNotNull();

        await().atMost(SHORT.usable().plus(SHORT.fresh()).plusSeconds(5)).until(() -> !keys.areKnown());
        assertThat(System.nanoTime() - fetched)
                .isGreaterThan(SHORT.usable().minus(SHORT.fresh()).toNanos());
        assertUndecided(TestTokens.valid());

        issuer.rotatesTo(NEXT);
        issuer.becomes(Mood.WELL);
        await().ignoreExceptionsInstanceOf(JwtException.class).until(() -> decoder.decode(signedBy(NEXT)) != null);
        assertThatThrownBy(() -> decoder.decode(signedBy(FOREIGN))).isInstanceOf(BadJwtException.class);
    }

    private void use(SigningKeys.Limits limits) throws IOException {
        keys.close();
        keys = new SigningKeys(issuer.certs(), limits);
        decoder = decoder(keys);
    }

    private static JwtDecoder decoder(SigningKeys keys) {
        return TokenValidationConfiguration.jwtDecoder(keys, TestTokens.properties(), Clock.systemUTC());
    }

    /** Neither good nor bad: this becomes 503, not 401. */
    private void assertUndecided(String token) {
        assertThatThrownBy(() -> decoder.decode(token))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
    }

    private void assertFetchesLimitedSince(long start) {
        long intervals =
                1 + (System.nanoTime() - start) / SigningKeys.SHIPPED.interval().toNanos();
        assertThat(issuer.fetches().get()).isLessThanOrEqualTo((int) (2 * intervals));
    }

    private static String signedBy(RSAKey key) {
        return sign(header(JWSAlgorithm.RS256, key.getKeyID()), claims(), signer(key));
    }

    private static <T> List<T> together(int times, Callable<T> task) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = IntStream.range(0, times)
                    .mapToObj(i -> threads.submit(task))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
