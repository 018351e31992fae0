package io.keycloakspa.keycloak.actiontoken;

/** When a token is good. It knows nothing of Keycloak; {@link TokenCheck} gathers the facts. */
final class TokenRules {

    private TokenRules() {}

    /**
     * What is known about a token and its account.
     *
     * @param sameClient the client that presents the token is the one it was mailed for
     * @param accountUsable the account is there and enabled
     * @param addressUnchanged the account still has the address that the token speaks of
     * @param bound the token carries our binding
     * @param passwordUnchanged the binding still holds
     * @param spent somebody was faster
     * @param toConfirm the token confirms an address and does nothing else
     * @param confirmed the address is confirmed and nobody has asked to confirm it again
     * @param expired its time is over
     */
    record Facts(
            boolean sameClient,
            boolean accountUsable,
            boolean addressUnchanged,
            boolean bound,
            boolean passwordUnchanged,
            boolean spent,
            boolean toConfirm,
            boolean confirmed,
            boolean expired) {}

    /**
     * Looks first at whose token it is, then at what the person most likely wants to know: whoever opens the confirm
     * link twice shall read that all is well, even though the first time has spent it and set a password.
     */
    static Verdict judge(Facts facts) {
        if (!facts.sameClient() || !facts.bound() || !facts.accountUsable() || !facts.addressUnchanged()) {
            return facts.sameClient() && facts.bound() && facts.expired() ? Verdict.EXPIRED : Verdict.INVALID;
        }
        if (facts.toConfirm() && facts.confirmed()) {
            return Verdict.ALREADY_CONFIRMED;
        }
        if (facts.expired()) {
            return Verdict.EXPIRED;
        }
        return facts.passwordUnchanged() && !facts.spent() ? Verdict.GOOD : Verdict.INVALID;
    }
}
