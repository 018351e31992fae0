package io.keycloakspa.keycloak.login;

import java.util.List;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordFormFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** Offers {@link IdentifierPasswordForm} to the flow editor, under an id of its own so that other realms stay as they are. */
public final class IdentifierPasswordFormFactory extends UsernamePasswordFormFactory {

    /** As flows name it. */
    public static final String PROVIDER_ID = "identifier-password-form";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Identifier and Password Form";
    }

    @Override
    public String getHelpText() {
        return "The login page with user name or e-mail, password and passkeys. Use it in place of \"Username Password"
                + " Form\": whoever may not come in gets one and the same answer.";
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return new IdentifierPasswordForm(session);
    }

    @Override
    public boolean isConfigurable() {
        return true;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return LoginConfig.properties();
    }
}
