package io.keycloakspa.keycloak.mail;

import io.keycloakspa.keycloak.actiontoken.MailedToken;
import io.keycloakspa.keycloak.actiontoken.MailedTokens;
import io.keycloakspa.keycloak.settings.SpaApps;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.UriUtils;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.Urls;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Points a link that Keycloak is about to mail to the app, if the client is one; else the link stays as it is. */
final class LinkRewriter {

    // As Keycloak keeps parameters of the authorization request that it does not know itself.
    private static final String STATE_NOTE = "client_request_param_spa_state";

    private static final int MAX_STATE_BYTES = 512;
    private static final String STOCK_PATH = "/login-actions/action-token?";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final SpaApps apps;

    LinkRewriter(KeycloakSession session, RealmModel realm, SpaApps apps) {
        this.session = session;
        this.realm = realm;
        this.apps = apps;
    }

    String rewrite(String link, @Nullable UserModel user, @Nullable AuthenticationSessionModel signIn) {
        if (user == null || !link.contains(STOCK_PATH)) {
            return link;
        }
        String issuer = Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName());
        MailedTokens tokens = new MailedTokens(session, issuer);
        MailedToken mailed = tokens.read(key(link)).orElse(null);
        ClientModel client = mailed == null ? null : client(mailed, signIn).orElse(null);
        if (mailed == null || client == null) {
            return link;
        }
        String token = tokens.seal(mailed.token(), user, client, state(signIn));
        return MailLinks.of(issuer, client.getClientId(), token);
    }

    /** The app that the mail belongs to: the token's client, or who gets an administrator's mails without one. */
    private Optional<ClientModel> client(MailedToken mailed, @Nullable AuthenticationSessionModel signIn) {
        String clientId = mailed.clientId();
        ClientModel named = clientId == null ? null : realm.getClientByClientId(clientId);
        boolean fromAdmin =
                signIn == null && (clientId == null || clientId.equals(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID));
        Optional<ClientModel> app = Optional.ofNullable(named).filter(client -> hasView(client, mailed));
        return app.isPresent() || !fromAdmin
                ? app
                : AdminMailClient.find(realm, apps).filter(client -> hasView(client, mailed));
    }

    private boolean hasView(ClientModel client, MailedToken mailed) {
        return apps.view(session, client, mailed.purpose().view()).isPresent();
    }

    private static @Nullable String state(@Nullable AuthenticationSessionModel signIn) {
        String state = signIn == null ? null : signIn.getClientNote(STATE_NOTE);
        return state == null || state.getBytes(StandardCharsets.UTF_8).length > MAX_STATE_BYTES ? null : state;
    }

    private static @Nullable String key(String link) {
        return UriUtils.decodeQueryString(URI.create(link).getRawQuery()).getFirst(Constants.KEY);
    }
}
