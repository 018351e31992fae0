package io.keycloakspa.keycloak.registration;

import org.keycloak.authentication.requiredactions.TermsAndConditions;
import org.keycloak.common.util.Time;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;

/** Makes an account as Keycloak's own form does, with the realm's default roles, groups and required actions. */
final class NewAccount {

    private NewAccount() {}

    /** Stores what a check has found in order. */
    static UserModel create(RealmModel realm, NewcomerCheck checked, Newcomer newcomer) {
        UserModel user = checked.profile().create(false);
        user.setEnabled(true);
        user.setEmailVerified(false);
        RequiredActionProviderModel terms =
                realm.getRequiredActionProviderByAlias(RequiredAction.TERMS_AND_CONDITIONS.name());
        if (newcomer.acceptedTerms() && terms != null && terms.isEnabled()) {
            user.setSingleAttribute(TermsAndConditions.USER_ATTRIBUTE, Long.toString(Time.currentTimeSeconds()));
            user.removeRequiredAction(RequiredAction.TERMS_AND_CONDITIONS);
        }
        return user;
    }
}
