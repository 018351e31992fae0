package io.keycloakspa.keycloak.actiontoken;

/** What a token is worth. */
public enum Verdict {
    GOOD,
    /** It was good once. */
    EXPIRED,
    /** There is nothing left to confirm. */
    ALREADY_CONFIRMED,
    /** Not ours, used, or the account has moved on. */
    INVALID
}
