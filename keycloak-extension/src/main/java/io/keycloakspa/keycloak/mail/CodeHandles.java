package io.keycloakspa.keycloak.mail;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.jose.jwe.JWE;
import org.keycloak.jose.jwe.JWEException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.TokenUtil;

/**
 * Encrypts handles with the realm's AES key, as Keycloak does with its own cookies (RFC 7516, {@code dir} with
 * AES-GCM). Nothing is stored for a request before somebody is found to write to.
 */
final class CodeHandles {

    // In front of each handle, so that nothing else which the realm encrypts with this key is ever read as one.
    private static final String KIND = "spa-code";
    private static final String SEPARATOR = "\n";
    private static final int PARTS = 6;

    private static final int MAX_LENGTH = 2048;

    private final KeycloakSession session;
    private final RealmModel realm;

    CodeHandles(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    String encrypt(CodeHandle handle) {
        String text = String.join(
                SEPARATOR,
                KIND,
                handle.purpose().name(),
                handle.id(),
                handle.code(),
                Long.toString(handle.expiresAt()),
                handle.clientId());
        KeyWrapper key = session.keys().getActiveKey(realm, KeyUse.ENC, Algorithm.AES);
        try {
            return TokenUtil.jweDirectEncode(
                    key.getKid(), key.getSecretKey(), null, text.getBytes(StandardCharsets.UTF_8));
        } catch (JWEException e) {
            throw new IllegalStateException("The realm's AES key does not encrypt", e);
        }
    }

    Optional<CodeHandle> decrypt(String handle) {
        if (handle.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            String kid = new JWE(handle).getHeader().getKeyId();
            KeyWrapper key = kid == null ? null : session.keys().getKey(realm, kid, KeyUse.ENC, Algorithm.AES);
            if (key == null) {
                return Optional.empty();
            }
            byte[] content = TokenUtil.jweDirectVerifyAndDecode(key.getSecretKey(), null, handle);
            return parse(new String(content, StandardCharsets.UTF_8));
        } catch (JWEException | RuntimeException notOurs) {
            // Whatever the parser dislikes about text that is no handle; its author learns nothing from it.
            return Optional.empty();
        }
    }

    private static Optional<CodeHandle> parse(String text) {
        String[] parts = text.split(SEPARATOR, PARTS);
        return parts.length == PARTS && parts[0].equals(KIND)
                ? Optional.of(new CodeHandle(
                        Purpose.valueOf(parts[1]), parts[5], parts[2], parts[3], Long.parseLong(parts[4])))
                : Optional.empty();
    }
}
