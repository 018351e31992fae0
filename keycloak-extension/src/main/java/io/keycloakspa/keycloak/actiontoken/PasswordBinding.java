package io.keycloakspa.keycloak.actiontoken;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Ties a token to the password that the account had when it was mailed, so that it dies with the next change. It tells
 * nothing about the password: only which stored credential it is, and since when.
 *
 * <p>A directory that keeps passwords itself does not tell when they change. There the binding holds nothing.
 */
public final class PasswordBinding {

    private static final String NO_PASSWORD = "none";

    private PasswordBinding() {}

    /** What a token mailed now carries. */
    public static String of(UserModel user) {
        return user.credentialManager()
                .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                .findFirst()
                .map(PasswordBinding::of)
                .orElse(NO_PASSWORD);
    }

    private static String of(CredentialModel password) {
        String since = password.getId() + '\n' + password.getCreatedDate();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(since.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
