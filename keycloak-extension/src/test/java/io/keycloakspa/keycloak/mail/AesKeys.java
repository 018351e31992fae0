package io.keycloakspa.keycloak.mail;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.crypto.CryptoIntegration;
import org.keycloak.common.crypto.CryptoProvider;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeyManager;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** A realm with an AES key of its own; all realms use the same key id. */
final class AesKeys {

    static final String KID = "aes-key";

    private final RealmModel realm = mock(RealmModel.class);
    private final KeycloakSession session = mock(KeycloakSession.class);
    private final SecretKey secret;
    private @Nullable KeyWrapper key;

    static {
        // What the server's start does, with the same algorithm from the JDK.
        CryptoProvider crypto = mock(CryptoProvider.class);
        try {
            when(crypto.getAesGcmCipher()).thenAnswer(call -> Cipher.getInstance("AES/GCM/NoPadding"));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        CryptoIntegration.setProvider(crypto);
    }

    AesKeys() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        secret = new SecretKeySpec(bytes, "AES");
        KeyWrapper wrapper = new KeyWrapper();
        wrapper.setKid(KID);
        wrapper.setSecretKey(secret);
        key = wrapper;
        KeyManager keys = mock(KeyManager.class);
        when(realm.getId()).thenReturn("realm-id");
        when(session.keys()).thenReturn(keys);
        when(keys.getActiveKey(realm, KeyUse.ENC, Algorithm.AES)).thenReturn(wrapper);
        when(keys.getKey(eq(realm), any(), eq(KeyUse.ENC), eq(Algorithm.AES)))
                .thenAnswer(call -> KID.equals(call.getArgument(1)) ? key : null);
    }

    RealmModel realm() {
        return realm;
    }

    KeycloakSession session() {
        return session;
    }

    SecretKey secret() {
        return secret;
    }

    void remove() {
        key = null;
    }
}
