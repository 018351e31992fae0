package io.keycloakspa.articles.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A limit of requests a minute")
class MinuteLimitTest {

    private final Time time = new Time();
    private final MinuteLimit limit = new MinuteLimit(60, time, 1_000);

    @Test
    @DisplayName("lets the whole share come at once, then one for each that is refilled, and says when")
    void share() {
        for (int i = 0; i < 60; i++) {
            assertThat(limit.waitFor("alice")).isNull();
        }
        assertThat(limit.waitFor("alice")).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
        assertThat(limit.waitFor("bob")).isNull();

        time.passes(Objects.requireNonNull(limit.waitFor("alice")));
        assertThat(limit.waitFor("alice")).isNull();
        assertThat(limit.waitFor("alice")).isNotNull();
    }

    @Test
    @DisplayName("lets no more through when many ask at the same moment")
    void together() {
        AtomicInteger through = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<?> asked = IntStream.range(0, 500)
                    .mapToObj(i -> threads.submit(() -> limit.waitFor("alice") == null ? through.incrementAndGet() : 0))
                    .toList();
            assertThat(asked).hasSize(500);
        }
        assertThat(through).hasValue(60);
    }

    @Test
    @DisplayName("holds no more than its share of memory in a flood of keys")
    void flood() {
        for (int i = 0; i < 20_000; i++) {
            limit.waitFor("source " + i);
        }
        assertThat(limit.keys()).isBetween(1L, 1_000L);
    }

    @ParameterizedTest(name = "{0} and {1}: one source {2}")
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8::1, 2001:db8:0:0:ffff::2, true",
        "2001:db8::1, 2001:db8:0:1::1, false",
        "::ffff:192.0.2.1, ::ffff:192.0.2.2, false",
        "not an address, nor this, true",
    })
    @DisplayName("counts a house with a network of its own as one source")
    void sources(String one, String other, boolean same) {
        assertThat(RequestSource.of(one).equals(RequestSource.of(other))).isEqualTo(same);
    }

    /** Stands still until it is told to go on. */
    private static final class Time implements TimeMeter {

        private long nanos;

        void passes(Duration duration) {
            nanos += duration.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
