package io.keycloakspa.keycloak.actiontoken;

import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.TokenVerifier.Predicate;
import org.keycloak.authentication.ExplainedVerificationException;
import org.keycloak.authentication.actiontoken.ActionTokenContext;
import org.keycloak.authentication.actiontoken.DefaultActionToken;
import org.keycloak.authentication.actiontoken.ExplainedTokenVerificationException;
import org.keycloak.events.Errors;
import org.keycloak.models.UserModel;
import org.keycloak.services.messages.Messages;

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

    @Override
    public boolean test(T token) throws ExplainedTokenVerificationException {
        Optional<String> binding = Optional.ofNullable(token.getNote(MailedToken.BINDING));
        UserModel user = context.getAuthenticationSession().getAuthenticatedUser();
        if (binding.isPresent() && (!PasswordBinding.of(user).equals(binding.get()) || isSpent(token, user))) {
            throw new ExplainedTokenVerificationException(
                    token, new ExplainedVerificationException(Errors.INVALID_TOKEN, Messages.INVALID_CODE));
        }
        return true;
    }

    /**
     * Keycloak itself lets a token that confirms an address be used again, for its page that says that all is well.
     * Where the address is not confirmed any more, that would confirm it a second time.
     */
    private boolean isSpent(T token, UserModel user) {
        return !Confirmation.isDone(user)
                && context.getSession().revokedTokens().contains(token.serializeKey());
    }
}
