package io.keycloakspa.keycloak.pages;

import io.keycloakspa.keycloak.settings.SpaApps;
import io.keycloakspa.keycloak.settings.SpaOptions;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.forms.login.freemarker.FreeMarkerLoginFormsProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Takes the place of Keycloak's own factory, unless the option {@code last-pages} is off. */
public final class SpaLoginFormsProviderFactory extends FreeMarkerLoginFormsProviderFactory {

    /** Above Keycloak's own, which has 0, under the same id. */
    private static final int ORDER = 50;

    private final SpaApps apps = new SpaApps();

    @Override
    public LoginFormsProvider create(KeycloakSession session) {
        return SpaOptions.read().lastPages() ? new SpaLoginFormsProvider(session, apps) : super.create(session);
    }

    @Override
    public int order() {
        return ORDER;
    }
}
