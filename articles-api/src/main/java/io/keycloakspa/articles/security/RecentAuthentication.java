package io.keycloakspa.articles.security;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;

/** Whether the caller signed in within the time that {@link RequiresRecentAuthentication} names. */
public final class RecentAuthentication {

    private final @Nullable Instant authTime;
    private final Instant now;
    private final Duration maxAge;

    /**
     * The facts, of which controllers know none.
     *
     * @param authTime when the person signed in, or null where the token does not say, which never suffices
     */
    public RecentAuthentication(@Nullable Instant authTime, Instant now, Duration maxAge) {
        this.authTime = authTime;
        this.now = now;
        this.maxAge = maxAge;
    }

    /**
     * Lets only those go on who signed in lately.
     *
     * @throws TooLongAgo which becomes the challenge of RFC 9470, section 3
     */
    public void require() {
        if (authTime == null
                || authTime.isBefore(now.minus(maxAge))
                // From the future: somebody's clock is wrong, and then nobody knows.
                || authTime.isAfter(now.plus(TokenValidationConfiguration.CLOCK_SKEW))) {
            throw new TooLongAgo(maxAge);
        }
    }

    /** The person has to sign in again. */
    public static final class TooLongAgo extends AuthenticationException {

        private final Duration maxAge;

        TooLongAgo(Duration maxAge) {
            super("Signed in too long ago");
            this.maxAge = maxAge;
        }

        Duration maxAge() {
            return maxAge;
        }
    }
}
