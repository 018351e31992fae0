package io.keycloakspa.keycloak.settings;

import io.keycloakspa.keycloak.redirect.RedirectTarget;
import io.keycloakspa.keycloak.redirect.View;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/** What is to be known about a client as an app: its settings and its pages. One for each factory. */
public final class SpaApps {

    private final SpaSettingsLookup settings = new SpaSettingsLookup();
    private final SpaViews views = new SpaViews();

    /** Empty where the client is no app. */
    public Optional<SpaSettings> settings(ClientModel client) {
        return settings.find(client);
    }

    /** Where a mailed link may lead; empty where Keycloak's own pages have to serve. */
    public Optional<RedirectTarget> view(KeycloakSession session, ClientModel client, View view) {
        return settings.find(client).flatMap(found -> views.find(session, client, found, view));
    }
}
