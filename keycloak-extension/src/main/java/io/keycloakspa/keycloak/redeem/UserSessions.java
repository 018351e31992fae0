package io.keycloakspa.keycloak.redeem;

import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserSessionManager;

/** Ends sessions with everything that hangs on them: refresh tokens, offline tokens, and apps that want to be told. */
public final class UserSessions {

    private UserSessions() {}

    /** Ends all sessions of an account. Access tokens that are out go on until they expire, except where they are introspected. */
    public static void endAll(KeycloakSession session, RealmModel realm, UserModel user) {
        // What introspection goes by, so that tokens die there at once.
        session.users().setNotBeforeForUser(realm, user, Math.toIntExact(Time.currentTimeSeconds()));
        session.sessions().getUserSessionsStream(realm, user).toList().forEach(userSession -> {
            AuthenticationManager.backchannelLogout(session, userSession, true);
        });
        UserSessionManager offline = new UserSessionManager(session);
        session.sessions()
                .getOfflineUserSessionsStream(realm, user)
                .toList()
                .forEach(offline::revokeOfflineUserSession);
    }
}
