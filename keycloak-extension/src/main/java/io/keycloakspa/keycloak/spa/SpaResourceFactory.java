package io.keycloakspa.keycloak.spa;

import io.keycloakspa.keycloak.mail.MailQueue;
import io.keycloakspa.keycloak.registration.UnconfirmedAccountsTask;
import io.keycloakspa.keycloak.settings.SpaApps;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Hangs the JSON API under every realm, at {@code /realms/{realm}/spa}. */
public final class SpaResourceFactory implements RealmResourceProviderFactory {

    /** Also the path segment after the realm's name. */
    static final String PROVIDER_ID = "spa";

    private final SpaApps apps = new SpaApps();
    private final MailQueue mails = new MailQueue();

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new SpaResource(session, apps, mails);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        UnconfirmedAccountsTask.schedule(factory, apps);
    }

    @Override
    public void close() {
        mails.close();
    }
}
