package io.keycloakspa.articles.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The realm's public keys, fetched when first asked for and then kept fresh. Tells a token with a wrong key from a
 * moment in which nobody can know: the first has no keys here, the second is a {@link KeySourceException}.
 */
final class SigningKeys implements JWKSource<SecurityContext>, AutoCloseable {

    static final Limits SHIPPED = new Limits(
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofHours(1));

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final int MAX_BYTES = 100_000;
    private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

    private final URI address;
    private final Limits limits;
    private final JWKSource<SecurityContext> keys;
    // Without redirects: keys come from the one address that was configured.
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile boolean failing;

    SigningKeys(URI address, Limits limits) {
        this.address = address;
        this.limits = limits;
        JWKSetSource<SecurityContext> realm = new JWKSetSource<>() {
            @Override
            public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
                    throws KeySourceException {
                return fetch();
            }

            @Override
            public void close() {
                http.shutdownNow();
            }
        };
        this.keys = JWKSourceBuilder.create(realm)
                .cache(limits.fresh().toMillis(), 2 * limits.fetch().toMillis())
                .refreshAheadCache(limits.ahead().toMillis(), true)
                .rateLimited(limits.interval().toMillis())
                .outageTolerant(limits.usable().toMillis())
                .build();
    }

    /**
     * @throws KeySourceException if the realm does not give its keys, and those known are too old or do not fit: it may
     *     have a new key
     */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        List<JWK> found = find(selector, context);
        if (found.isEmpty() && failing) {
            throw new RemoteKeySourceException("No known key fits, and new ones cannot be fetched", null);
        }
        return found;
    }

    private List<JWK> find(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            return keys.get(selector, context);
        } catch (RateLimitReachedException e) {
            // Somebody asked a moment ago. Where keys are known, they do not fit; else this throws again.
            keys.get(ANY, context);
            return List.of();
        }
    }

    /** Whether tokens can be checked; fetches keys where none are known. */
    boolean areKnown() {
        try {
            return !keys.get(ANY, null).isEmpty();
        } catch (KeySourceException e) {
            return false;
        }
    }

    private JWKSet fetch() throws KeySourceException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                HttpRequest.newBuilder(address)
                        .header("Accept", "application/json")
                        .build(),
                BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
        try {
            // For the whole answer: one that trickles in must not hold requests either.
            JWKSet fetched = parse(answer.get(limits.fetch().toMillis(), TimeUnit.MILLISECONDS));
            if (failing) {
                LOG.info("The signing keys are there again");
            }
            failing = false;
            return fetched;
        } catch (ExecutionException | TimeoutException | ParseException | RuntimeException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        } finally {
            answer.cancel(true);
        }
    }

    private static JWKSet parse(HttpResponse<String> answer) throws ParseException {
        if (answer.statusCode() != 200) {
            throw new ParseException("Status " + answer.statusCode(), 0);
        }
        JWKSet fetched = JWKSet.parse(answer.body());
        if (fetched.isEmpty()) {
            throw new ParseException("No keys", 0);
        }
        return fetched;
    }

    private KeySourceException failed(Exception e) {
        if (!failing) {
            LOG.warn("The signing keys cannot be fetched from {}: {}", address, e.toString());
        }
        failing = true;
        return new JWKSetRetrievalException("The signing keys cannot be fetched", e);
    }

    @Override
    public void close() throws IOException {
        ((JWKSetBasedJWKSource<SecurityContext>) keys).close();
    }

    /**
     * How long things may take.
     *
     * @param fetch one fetch, from the connection to the last byte
     * @param fresh keys are used this long without asking again
     * @param ahead they are fetched in the background this long before that
     * @param interval within it at most two fetches, whatever tokens come
     * @param usable known keys are used this long after the last fetch that went well, and {@code fresh} longer at most
     */
    record Limits(Duration fetch, Duration fresh, Duration ahead, Duration interval, Duration usable) {}
}
