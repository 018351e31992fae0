package io.keycloakspa.keycloak.login;

import java.util.List;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.browser.PasswordFormFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** Offers {@link IdentifierPassword} to the flow editor, under an id of its own so that other realms stay as they are. */
public final class IdentifierPasswordFactory extends PasswordFormFactory {

    /** As flows name it. */
    public static final String PROVIDER_ID = "identifier-password";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Password Form after Identifier";
    }

    @Override
    public String getHelpText() {
        return "The second of two login pages: the password for what was typed in \"Identifier Form\". It comes for"
                + " unknown identifiers as well.";
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return new IdentifierPassword(session);
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
