package io.keycloakspa.keycloak.login;

import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.browser.UsernameFormFactory;
import org.keycloak.models.KeycloakSession;

/** Offers {@link IdentifierForm} to the flow editor, under an id of its own so that other realms stay as they are. */
public final class IdentifierFormFactory extends UsernameFormFactory {

    /** As flows name it. */
    public static final String PROVIDER_ID = "identifier-form";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Identifier Form";
    }

    @Override
    public String getHelpText() {
        return "The first of two login pages: user name or e-mail. Use it in place of \"Username Form\", with \"Password Form"
                + " after Identifier\" behind it. It never says whether there is such an account.";
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return new IdentifierForm(session);
    }
}
