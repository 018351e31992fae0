package io.keycloakspa.keycloak.mail;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/**
 * What a handle contains.
 *
 * @param id what the code's token is stored under
 * @param code eight digits
 * @param expiresAt seconds since 1970
 */
public record CodeHandle(Purpose purpose, String clientId, String id, String code, long expiresAt) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CODES = 100_000_000;
    private static final int ID_BYTES = 18;

    static CodeHandle random(Purpose purpose, String clientId, long expiresAt) {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return new CodeHandle(
                purpose,
                clientId,
                Base64.getUrlEncoder().withoutPadding().encodeToString(id),
                String.format(Locale.ROOT, "%08d", RANDOM.nextInt(CODES)),
                expiresAt);
    }

    boolean isFor(Purpose wanted, String client) {
        return purpose == wanted && clientId.equals(client);
    }
}
