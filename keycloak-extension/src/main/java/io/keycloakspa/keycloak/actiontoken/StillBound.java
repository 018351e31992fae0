package io.keycloakspa.keycloak.actiontoken;

import java.util.stream.Stream;
import org.keycloak.TokenVerifier;
import org.keycloak.TokenVerifier.Predicate;
import org.keycloak.authentication.ExplainedVerificationException;
import org.keycloak.authentication.actiontoken.ActionTokenContext;
import org.keycloak.authentication.actiontoken.DefaultActionToken;
import org.keycloak.authentication.actiontoken.ExplainedTokenVerificationException;
import org.keycloak.common.VerificationException;
import org.keycloak.events.Errors;
import org.keycloak.models.Constants;
import org.keycloak.models.UserModel;
import org.keycloak.services.messages.Messages;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * One more check for Keycloak's own handlers, so that a token which died with the password is dead on Keycloak's own
 * address as well. A token without our binding passes: it is Keycloak's alone.
 */
public final class StillBound<T extends DefaultActionToken> implements Predicate<T> {

    /** Above Keycloak's own handlers, which have 0, under the same ids. */
    public static final int ORDER = 50;

    private final ActionTokenContext<T> context;

    private StillBound(ActionTokenContext<T> context) {
        this.context = context;
    }

    /** Keycloak's checks and this one after them. */
    @SuppressWarnings("unchecked") // Arrays of generic types; Keycloak's interface asks for one.
    public static <T extends DefaultActionToken> Predicate<? super T>[] after(
            Predicate<? super T>[] checks, ActionTokenContext<T> context) {
        return Stream.concat(Stream.of(checks), Stream.of(new StillBound<>(context)))
                .toArray(Predicate[]::new);
    }

    /**
     * Whether a page of Keycloak was opened by a mailed token that has died with the password since. Keycloak looks at
     * the token when its page is opened, and then only at whether that very token was used.
     */
    public static boolean isDead(AuthenticationSessionModel page) {
        String text = page.getAuthNote(Constants.KEY);
        if (text == null) {
            return false;
        }
        try {
            DefaultActionToken token =
                    TokenVerifier.create(text, DefaultActionToken.class).getToken();
            return isBroken(token, page.getAuthenticatedUser());
        } catch (VerificationException unreadable) {
            return true;
        }
    }

    private static boolean isOurs(DefaultActionToken token) {
        return token.getNote(MailedToken.BINDING) != null;
    }

    private static boolean isBroken(DefaultActionToken token, UserModel user) {
        return isOurs(token) && !PasswordBinding.of(user).equals(token.getNote(MailedToken.BINDING));
    }

    @Override
    public boolean test(T token) throws ExplainedTokenVerificationException {
        UserModel user = context.getAuthenticationSession().getAuthenticatedUser();
        if (isBroken(token, user) || (isOurs(token) && isSpent(token, user))) {
            throw new ExplainedTokenVerificationException(
                    token, new ExplainedVerificationException(Errors.INVALID_TOKEN, Messages.INVALID_CODE));
        }
        return true;
    }

    /**
     * Keycloak itself lets some tokens be used again: the one that confirms an address, and an administrator's if its
     * actions are no one-time ones. What the app has redeemed is done; only the page that says that an address is
     * confirmed already stays open.
     */
    private boolean isSpent(T token, UserModel user) {
        boolean saysSo = Purpose.CONFIRM.tokenType().equals(token.getActionId()) && Confirmation.isDone(user);
        return !saysSo && SpentTokens.of(context.getSession()).contains(token.serializeKey());
    }
}
