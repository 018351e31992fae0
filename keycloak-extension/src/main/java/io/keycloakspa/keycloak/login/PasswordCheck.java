package io.keycloakspa.keycloak.login;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Errors;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Checks one typed password. Whoever is meant, and in whatever state the account is, exactly one password hash is
 * computed, so that the time it takes tells nothing.
 */
final class PasswordCheck {

    private PasswordCheck() {}

    /**
     * Why somebody may not come in.
     *
     * @param error for the event
     * @param counts whether it counts for the account's lock-out, as Keycloak counts: a wrong password does, an empty
     *     one and one for a locked account do not
     */
    record Refusal(String error, boolean counts) {}

    /** Empty if the password is right and the account may be used. */
    static Optional<Refusal> refusal(
            AuthenticationFlowContext context, @Nullable UserModel user, @Nullable String password) {
        if (user == null) {
            AuthenticatorUtils.dummyHash(context);
            return Optional.of(new Refusal(Errors.USER_NOT_FOUND, false));
        }
        String locked = AuthenticatorUtils.getDisabledByBruteForceEventError(context, user);
        if (locked != null) {
            AuthenticatorUtils.dummyHash(context);
            return Optional.of(new Refusal(locked, false));
        }
        if (password == null || password.isEmpty()) {
            AuthenticatorUtils.dummyHash(context);
            return Optional.of(new Refusal(Errors.INVALID_USER_CREDENTIALS, false));
        }
        hashIfNoneIsStored(context, user);
        if (!user.credentialManager().isValid(UserCredentialModel.password(password))) {
            return Optional.of(new Refusal(Errors.INVALID_USER_CREDENTIALS, true));
        }
        return user.isEnabled() ? Optional.empty() : Optional.of(new Refusal(Errors.USER_DISABLED, false));
    }

    /** Makes up for the hash that Keycloak does not compute where there is none to compare with. */
    static void hashIfNoneIsStored(AuthenticationFlowContext context, UserModel user) {
        if (user.credentialManager()
                .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                .findAny()
                .isEmpty()) {
            AuthenticatorUtils.dummyHash(context);
        }
    }

    /** Counts a wrong password for the account that was meant, which Keycloak would look up by rules of its own. */
    static void count(AuthenticationFlowContext context, UserModel user) {
        if (context.getRealm().isBruteForceProtected()) {
            context.getProtector()
                    .failedLogin(
                            context.getRealm(),
                            user,
                            context.getConnection(),
                            context.getUriInfo(),
                            Set.of(PasswordCredentialModel.TYPE));
        }
    }
}
