package io.keycloakspa.keycloak.spa.request;

import io.keycloakspa.keycloak.settings.SpaApps;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.utils.WebOriginsUtils;

/** The realm's single-page apps and the origins of their pages. */
final class SpaClients {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final SpaApps apps;

    SpaClients(KeycloakSession session, RealmModel realm, SpaApps apps) {
        this.session = session;
        this.realm = realm;
        this.apps = apps;
    }

    /** Empty for a client that is unknown, disabled or without settings; callers cannot tell which. */
    Optional<SpaClient> find(String clientId) {
        if (clientId.chars().anyMatch(Character::isISOControl)) {
            // PostgreSQL fails on a NUL instead of finding nothing, and no client is called like this.
            return Optional.empty();
        }
        return Optional.ofNullable(realm.getClientByClientId(clientId))
                .filter(ClientModel::isEnabled)
                .flatMap(client -> apps.settings(client).map(found -> new SpaClient(client, found)));
    }

    /**
     * Whether the origin is one of the client's Web Origins, letter by letter. The wildcard {@code *}, which Keycloak
     * itself would take, is no origin here.
     */
    boolean isOriginOf(ClientModel client, String origin) {
        return WebOriginsUtils.resolveValidWebOrigins(session, client).contains(origin);
    }

    /**
     * For answers given before the client is known. It walks through the realm's clients, which Keycloak caches, and
     * only for requests with an {@code Origin}; the cheaper question comes first.
     */
    boolean isOriginOfAny(String origin) {
        return realm.getClientsStream()
                .filter(ClientModel::isEnabled)
                .filter(client -> isOriginOf(client, origin))
                .anyMatch(client -> apps.settings(client).isPresent());
    }
}
