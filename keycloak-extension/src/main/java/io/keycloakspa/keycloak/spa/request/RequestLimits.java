package io.keycloakspa.keycloak.spa.request;

import io.keycloakspa.keycloak.slots.Slots;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * How many requests one source, and one app, may send in a minute. The source is the address that Keycloak sees behind
 * the proxies it was told to trust.
 */
final class RequestLimits {

    private static final int WINDOW_SECONDS = 60;

    private final Slots slots;
    private final String source;

    private RequestLimits(Slots slots, String source) {
        this.slots = slots;
        this.source = source;
    }

    static RequestLimits of(KeycloakSession session, RealmModel realm) {
        String address = session.getContext().getConnection().getRemoteAddr();
        return new RequestLimits(Slots.of(session, realm), String.valueOf(address));
    }

    /**
     * Counts a request.
     *
     * @throws ProblemException {@code rate_limited}
     */
    void take(SpaClient caller) {
        boolean free = slots.take("source", source, caller.settings().requestsPerSource(), WINDOW_SECONDS)
                && slots.take(
                        "client",
                        caller.client().getClientId(),
                        caller.settings().requestsPerClient(),
                        WINDOW_SECONDS);
        if (!free) {
            throw ProblemException.rateLimited(WINDOW_SECONDS);
        }
    }
}
