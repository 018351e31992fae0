package io.keycloakspa.testproviders;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.credential.PasswordCredentialModel;

/** A password hash that is quick and counts how often it is asked to work. */
final class CountingHash implements PasswordHashProvider {

    static final AtomicLong COUNT = new AtomicLong();

    private static final byte[] SALT = "salt".getBytes(StandardCharsets.US_ASCII);

    @Override
    public boolean policyCheck(PasswordPolicy policy, PasswordCredentialModel credential) {
        return CountingHashFactory.ID.equals(
                credential.getPasswordCredentialData().getAlgorithm());
    }

    @Override
    public PasswordCredentialModel encodedCredential(String rawPassword, int iterations) {
        return PasswordCredentialModel.createFromValues(CountingHashFactory.ID, SALT, 1, hash(rawPassword));
    }

    @Override
    public boolean verify(String rawPassword, PasswordCredentialModel credential) {
        return hash(rawPassword).equals(credential.getPasswordSecretData().getValue());
    }

    private static String hash(String password) {
        COUNT.incrementAndGet();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public void close() {}
}
