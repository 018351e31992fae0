package io.keycloakspa.keycloak.actiontoken;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.actiontoken.DefaultActionToken;

/**
 * A token whose signature, realm and type are in order. Whether it is still good is another question.
 *
 * @param text as it was mailed
 */
public record MailedToken(Purpose purpose, DefaultActionToken token, String text) {

    /** What the app gave with its request (at most 512 bytes); nobody but the app knows what it means. */
    static final String STATE = "spa_state";

    /** The password at the time of mailing, see {@link PasswordBinding}. Its presence marks a token as ours. */
    static final String BINDING = "spa_pwd";

    public Optional<String> state() {
        return Optional.ofNullable(token.getNote(STATE));
    }

    /** The client that the token was mailed for. */
    public @Nullable String clientId() {
        return token.getIssuedFor();
    }

    /** Seconds since 1970. */
    public long expiresAt() {
        Long exp = token.getExp();
        return exp == null ? 0 : exp;
    }

    /** The token as one of Keycloak's classes. */
    public <T extends DefaultActionToken> T as(Class<T> type) {
        return type.cast(token);
    }

    Optional<String> binding() {
        return Optional.ofNullable(token.getNote(BINDING));
    }
}
