package io.keycloakspa.keycloak.mail;

import io.keycloakspa.keycloak.settings.SpaApps;
import io.keycloakspa.keycloak.settings.SpaOptions;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.email.freemarker.FreeMarkerEmailTemplateProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Takes the place of Keycloak's own factory, unless the option {@code mail-links} is off. */
public final class SpaEmailTemplateProviderFactory extends FreeMarkerEmailTemplateProviderFactory {

    /** Above Keycloak's own, which has 0, under the same id. */
    static final int ORDER = 50;

    private final SpaApps apps = new SpaApps();

    @Override
    public EmailTemplateProvider create(KeycloakSession session) {
        return SpaOptions.read().mailLinks() ? new SpaEmailTemplateProvider(session, apps) : super.create(session);
    }

    @Override
    public int order() {
        return ORDER;
    }
}
