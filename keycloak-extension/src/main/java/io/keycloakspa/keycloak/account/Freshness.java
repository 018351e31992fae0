package io.keycloakspa.keycloak.account;

import org.jspecify.annotations.Nullable;

/** Whether somebody has signed in so lately that it is still them who sits there (C-54). */
final class Freshness {

    /** Seconds; the {@code max_age} of the sign-in that makes fresh (OpenID Connect Core section 3.1.2.1). */
    static final int MAX_AGE = 300;

    private Freshness() {}

    /**
     * @param authTime the claim {@code auth_time}, seconds since 1970; a token without it is not fresh
     * @param now seconds since 1970
     */
    static boolean isFresh(@Nullable Long authTime, long now) {
        return authTime != null && now - authTime <= MAX_AGE;
    }
}
