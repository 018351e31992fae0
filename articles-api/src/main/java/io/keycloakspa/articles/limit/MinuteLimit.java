package io.keycloakspa.articles.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A bucket for each key, refilled evenly over a minute. */
final class MinuteLimit {

    /** Some 20 MB; a flood from more keys than this pushes out those that asked longest ago, and is not slowed. */
    private static final int MAX_KEYS = 100_000;

    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final int requests;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    MinuteLimit(int requests) {
        this(requests, TimeMeter.SYSTEM_NANOTIME, MAX_KEYS);
    }

    MinuteLimit(int requests, TimeMeter time, int maxKeys) {
        this.requests = requests;
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                // By then a bucket is full again, which is what a new one is.
                .expireAfterAccess(PERIOD)
                .build();
    }

    /** Takes one request from the key's share; if there is none left, says how long until there is. */
    @Nullable
    Duration waitFor(String key) {
        ConsumptionProbe probe = buckets.get(key, unseen -> full()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? null : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    /** For tests of the bound on memory. */
    long keys() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, PERIOD))
                .withCustomTimePrecision(time)
                .build();
    }
}
