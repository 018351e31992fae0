package io.keycloakspa.keycloak.redeem;

import java.util.List;
import java.util.stream.Stream;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserSessionManager;

/** Ends sessions with everything that hangs on them: refresh tokens, offline tokens, and apps that want to be told. */
public final class UserSessions {

    private UserSessions() {}

    /** Ends all sessions of an account. Access tokens that are out go on until they expire, except where they are introspected. */
    public static void endAll(KeycloakSession session, RealmModel realm, UserModel user) {
        // What introspection goes by, so that tokens die there at once.
        session.users().setNotBeforeForUser(realm, user, Math.toIntExact(Time.currentTimeSeconds()));
        of(session, realm, user).forEach(userSession -> end(session, userSession));
    }

    /**
     * Ends all sessions of an account but one. That one has a twin if it was asked for offline tokens; the twin ends too.
     *
     * @param kept the caller's
     * @return those that have ended
     */
    public static List<UserSessionModel> endOthers(
            KeycloakSession session, RealmModel realm, UserModel user, UserSessionModel kept) {
        List<UserSessionModel> others = of(session, realm, user).stream()
                .filter(userSession -> !isSame(userSession, kept))
                .toList();
        others.forEach(userSession -> end(session, userSession));
        return others;
    }

    /** The sessions of an account, those for offline tokens after the others. */
    public static List<UserSessionModel> of(KeycloakSession session, RealmModel realm, UserModel user) {
        return Stream.concat(
                        session.sessions().getUserSessionsStream(realm, user),
                        session.sessions().getOfflineUserSessionsStream(realm, user))
                .toList();
    }

    /** Whether two are the same: a session and its twin for offline tokens have one id. */
    public static boolean isSame(UserSessionModel one, UserSessionModel other) {
        return one.getId().equals(other.getId()) && one.isOffline() == other.isOffline();
    }

    /** Ends one session. Keycloak's own way to end one for offline tokens would end its twin as well. */
    public static void end(KeycloakSession session, UserSessionModel userSession) {
        if (userSession.isOffline()) {
            new UserSessionManager(session).revokeOfflineUserSession(userSession);
        } else {
            AuthenticationManager.backchannelLogout(session, userSession, true);
        }
    }
}
