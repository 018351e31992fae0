package io.keycloakspa.keycloak.pages;

import io.keycloakspa.keycloak.login.AskedIdentifiers;
import org.keycloak.forms.login.freemarker.model.RealmBean;
import org.keycloak.models.RealmModel;

/**
 * The realm as Keycloak's pages read it. They choose the label of the field for the identifier by two of the realm's
 * switches, which our steps do not go by; so here the switches say what the step takes.
 */
final class LabelledRealm extends RealmBean {

    private final AskedIdentifiers asked;

    LabelledRealm(RealmModel realm, AskedIdentifiers asked) {
        super(realm);
        this.asked = asked;
    }

    @Override
    public boolean isLoginWithEmailAllowed() {
        return asked.address();
    }

    @Override
    public boolean isRegistrationEmailAsUsername() {
        // Where the address is the user name, the two are one to people.
        return asked.onlyAddress() || super.isRegistrationEmailAsUsername();
    }
}
