package io.keycloakspa.keycloak.account;

/** Which access token would do, as the field {@code WWW-Authenticate} says it (RFC 6750 section 3). */
final class Challenge {

    /** The scope that opens this part of the API. Tokens for anything else never have it. */
    static final String SCOPE = "account.self";

    private final String scheme;

    /**
     * In the caller's own scheme.
     *
     * @param scheme {@code Bearer}, or {@code DPoP} with what RFC 9449 (section 7.1) adds to it
     */
    Challenge(String scheme) {
        this.scheme = scheme;
    }

    /** To a caller who shows no token. Without an error, as there was nothing to be wrong. */
    String anyToken() {
        return scheme + " scope=\"" + SCOPE + '"';
    }

    String invalidToken() {
        return scheme + " error=\"invalid_token\", scope=\"" + SCOPE + '"';
    }

    String insufficientScope() {
        return scheme + " error=\"insufficient_scope\", scope=\"" + SCOPE + '"';
    }

    /** RFC 9470 section 3. */
    String signInAgain() {
        return scheme + " error=\"insufficient_user_authentication\", max_age=" + Freshness.MAX_AGE;
    }
}
