package io.keycloakspa.keycloak.mail;

import java.time.Duration;
import java.util.Optional;

/** When to try again: after 5 seconds, then after twice as long each time up to a minute, 15 minutes in all. */
final class Retries {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration IN_ALL = Duration.ofMinutes(15);

    private int attempts;
    private Duration waited = Duration.ZERO;
    private Duration delay = FIRST;

    /** How many attempts have failed. */
    int attempts() {
        return attempts;
    }

    /** Counts a failure; how long to wait now, or empty to give up. */
    Optional<Duration> next() {
        attempts++;
        Duration left = IN_ALL.minus(waited);
        if (left.isZero()) {
            return Optional.empty();
        }
        // The last one is cut, so that a mail server that is back in the fifteenth minute still gets the mail.
        Duration now = delay.compareTo(left) > 0 ? left : delay;
        waited = waited.plus(now);
        Duration twice = delay.multipliedBy(2);
        delay = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        return Optional.of(now);
    }
}
