package io.keycloakspa.keycloak.link;

import io.keycloakspa.keycloak.actiontoken.MailedToken;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.cookie.CookieType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionCompoundId;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.sessions.RootAuthenticationSessionModel;
import org.keycloak.sessions.StickySessionEncoderProvider;

/**
 * The sign-in that waits for a mailed link, if it waits in the very browser that opens the link. Reading this one
 * cookie is what the link endpoint alone may do (C-03); Keycloak's own reader would write the cookie anew as well.
 */
final class WaitingSignIn {

    private final KeycloakSession session;
    private final RealmModel realm;

    WaitingSignIn(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** Where the sign-in goes on: Keycloak's own address for the token. Empty if none waits here. */
    Optional<URI> resumeAt(MailedToken mailed, ClientModel client) {
        String id = mailed.token().getCompoundAuthenticationSessionId();
        if (id == null) {
            return Optional.empty();
        }
        AuthenticationSessionCompoundId waiting = AuthenticationSessionCompoundId.encoded(id);
        return browserSession()
                .filter(found -> found.equals(waiting.getRootSessionId()))
                .filter(found -> !isSomebodyElse(found, mailed))
                .map(found -> session.authenticationSessions().getRootAuthenticationSession(realm, found))
                .map(root -> signIn(root, client, waiting))
                .map(signIn -> Urls.actionTokenBuilder(
                                session.getContext().getUri().getBaseUri(),
                                mailed.text(),
                                client.getClientId(),
                                signIn.getTabId(),
                                AuthenticationProcessor.getClientData(session, signIn))
                        .build(realm.getName()));
    }

    /** Another person has signed in here meanwhile, and stays signed in; Keycloak would only refuse (C-25). */
    private boolean isSomebodyElse(String browserSession, MailedToken mailed) {
        UserSessionModel signedIn = session.sessions().getUserSession(realm, browserSession);
        return signedIn != null
                && !signedIn.getUser().getId().equals(mailed.token().getUserId());
    }

    private static @Nullable AuthenticationSessionModel signIn(
            RootAuthenticationSessionModel root, ClientModel client, AuthenticationSessionCompoundId waiting) {
        return root.getAuthenticationSession(client, waiting.getTabId());
    }

    private Optional<String> browserSession() {
        String cookie = session.getProvider(CookieProvider.class).get(CookieType.AUTH_SESSION_ID);
        if (cookie == null || cookie.isEmpty()) {
            return Optional.empty();
        }
        String signed = session.getProvider(StickySessionEncoderProvider.class)
                .decodeSessionIdAndRoute(cookie)
                .sessionId();
        return Optional.ofNullable(new AuthenticationSessionManager(session).decodeBase64AndValidateSignature(signed));
    }
}
