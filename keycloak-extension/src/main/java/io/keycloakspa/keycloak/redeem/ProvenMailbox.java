package io.keycloakspa.keycloak.redeem;

import java.util.List;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;

/**
 * Somebody has shown that an account's mailbox is theirs, and takes the account over with a new password. If nobody had
 * shown that before, whoever made the account may have prepared ways back into it.
 */
public final class ProvenMailbox {

    private ProvenMailbox() {}

    /**
     * Confirms the address and, if it was not confirmed until now, removes credentials, linked identities and a pending
     * change of address (C-46).
     */
    public static void takeOver(KeycloakSession session, RealmModel realm, UserModel user) {
        if (!user.isEmailVerified()) {
            removePlanted(session, realm, user);
        }
        confirm(user);
    }

    /** Confirms the address and changes nothing else. */
    public static void confirm(UserModel user) {
        user.setEmailVerified(true);
        user.removeRequiredAction(RequiredAction.VERIFY_EMAIL);
    }

    private static void removePlanted(KeycloakSession session, RealmModel realm, UserModel user) {
        List<String> credentials = user.credentialManager()
                .getStoredCredentialsStream()
                .map(CredentialModel::getId)
                .toList();
        credentials.forEach(user.credentialManager()::removeStoredCredentialById);
        session.users()
                .getFederatedIdentitiesStream(realm, user)
                .map(FederatedIdentityModel::getIdentityProvider)
                .toList()
                .forEach(provider -> session.users().removeFederatedIdentity(realm, user, provider));
        user.removeAttribute(UserModel.EMAIL_PENDING);
    }
}
