package io.keycloakspa.keycloak.redeem;

import java.util.stream.Stream;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/** Whether an account still waits for its first password. */
public final class FirstPassword {

    private FirstPassword() {}

    /** An account that signs in by a passkey or at another provider needs none. */
    public static boolean isMissing(KeycloakSession session, RealmModel realm, UserModel user) {
        return !user.credentialManager().isConfiguredFor(PasswordCredentialModel.TYPE)
                && !hasPasskey(user)
                && !isLinked(session, realm, user);
    }

    private static boolean hasPasskey(UserModel user) {
        try (Stream<CredentialModel> passkeys =
                user.credentialManager().getStoredCredentialsByTypeStream(WebAuthnCredentialModel.TYPE_PASSWORDLESS)) {
            return passkeys.findAny().isPresent();
        }
    }

    private static boolean isLinked(KeycloakSession session, RealmModel realm, UserModel user) {
        try (var links = session.users().getFederatedIdentitiesStream(realm, user)) {
            return links.findAny().isPresent();
        }
    }
}
