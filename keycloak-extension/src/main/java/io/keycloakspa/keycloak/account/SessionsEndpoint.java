package io.keycloakspa.keycloak.account;

import io.keycloakspa.keycloak.redeem.Next;
import io.keycloakspa.keycloak.redeem.UserSessions;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.SpaAnswers;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.List;
import java.util.Optional;
import org.keycloak.events.EventType;
import org.keycloak.models.UserSessionModel;

/** {@code /account/sessions} (C-53). */
public final class SessionsEndpoint {

    private static final int OK = 200;

    private record Answer(List<OwnSession> sessions) {}

    private SessionsEndpoint() {}

    public static ResponseBuilder list(SpaRequest request) {
        SignedIn person = SignedIn.of(request);
        List<OwnSession> sessions =
                new SessionDescriptions(person.realm(), request.texts()).of(all(person), person.userSession());
        return SpaAnswers.personal(OK, new Answer(sessions));
    }

    /**
     * Ends one session, and its twin for offline tokens, which has the same id.
     *
     * @throws ProblemException {@code not_found} for an id that is none of this person's: whether it is somebody else's
     *     is not even looked up
     */
    public static ResponseBuilder end(SpaRequest request, String id) {
        SignedIn person = SignedIn.lately(request);
        List<UserSessionModel> meant = all(person).stream()
                .filter(userSession -> userSession.getId().equals(id))
                .toList();
        if (meant.isEmpty()) {
            throw new ProblemException(ProblemCode.NOT_FOUND);
        }
        meant.forEach(userSession -> UserSessions.end(person.session(), userSession));
        meant.stream().limit(1).forEach(userSession -> record(person, userSession));
        return Next.done(Optional.empty());
    }

    /** Ends all sessions but the caller's. */
    public static ResponseBuilder endOthers(SpaRequest request) {
        SignedIn person = SignedIn.lately(request);
        UserSessions.endOthers(person.session(), person.realm(), person.user(), person.userSession())
                .forEach(userSession -> record(person, userSession));
        return Next.done(Optional.empty());
    }

    private static List<UserSessionModel> all(SignedIn person) {
        return UserSessions.of(person.session(), person.realm(), person.user());
    }

    private static void record(SignedIn person, UserSessionModel ended) {
        person.event(EventType.LOGOUT).session(ended.getId()).success();
    }
}
