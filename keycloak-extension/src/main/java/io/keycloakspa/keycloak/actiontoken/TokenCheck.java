package io.keycloakspa.keycloak.actiontoken;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.actiontoken.updateemail.UpdateEmailActionToken;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Judges a token for the client that presents it. Judging changes nothing. */
public final class TokenCheck {

    private final KeycloakSession session;
    private final RealmModel realm;

    public TokenCheck(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * The outcome.
     *
     * @param user whose token it is; {@code null} if there is no such account
     */
    public record Judged(Verdict verdict, @Nullable UserModel user) {}

    public Judged judge(MailedToken mailed, ClientModel client) {
        UserModel user = user(mailed);
        return new Judged(TokenRules.judge(facts(mailed, client, user)), user);
    }

    private TokenRules.Facts facts(MailedToken mailed, ClientModel client, @Nullable UserModel user) {
        return new TokenRules.Facts(
                client.isEnabled() && client.getClientId().equals(mailed.clientId()),
                user != null && user.isEnabled(),
                user != null && Objects.equals(address(mailed), user.getEmail()),
                mailed.binding().isPresent(),
                user != null && isBoundTo(mailed, user),
                SpentTokens.of(session).contains(mailed.token().serializeKey()),
                mailed.purpose() == Purpose.CONFIRM,
                user != null && Confirmation.isDone(user),
                mailed.expiresAt() <= Time.currentTimeSeconds());
    }

    /** Whether the password is still the one that the token was mailed with. */
    static boolean isBoundTo(MailedToken mailed, UserModel user) {
        return mailed.binding().filter(PasswordBinding.of(user)::equals).isPresent();
    }

    private @Nullable UserModel user(MailedToken mailed) {
        String id = mailed.token().getUserId();
        return id == null ? null : session.users().getUserById(realm, id);
    }

    /** The address that the account had when the token was mailed. */
    private static @Nullable String address(MailedToken mailed) {
        return mailed.purpose() == Purpose.EMAIL
                ? mailed.as(UpdateEmailActionToken.class).getOldEmail()
                : mailed.token().getEmail();
    }
}
