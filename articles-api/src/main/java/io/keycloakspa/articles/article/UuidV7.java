package io.keycloakspa.articles.article;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Ids whose order is the order of time (RFC 9562, section 5.7), so that new rows go to one end of every index and a list
 * by age needs no other column.
 */
final class UuidV7 {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MICROS_PER_MILLI = 1_000;

    private UuidV7() {}

    /** 48 bits of milliseconds, 12 bits of their fraction (section 6.2, method 3), 62 bits of chance. */
    static UUID at(Instant time) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
        long fraction = micros % MICROS_PER_MILLI * 4096 / MICROS_PER_MILLI;
        long high = ((micros / MICROS_PER_MILLI) << 16) | 0x7000 | fraction;
        long low = (RANDOM.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low);
    }
}
