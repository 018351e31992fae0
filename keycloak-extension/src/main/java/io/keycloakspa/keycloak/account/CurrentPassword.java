package io.keycloakspa.keycloak.account;

import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.services.managers.BruteForceProtector;

/**
 * The password that a person has to know to set another. A wrong one counts towards the account's lock-out as it does at
 * the sign-in, or a stolen access token could be used to guess it.
 */
final class CurrentPassword {

    private static final Set<String> CATEGORY = Set.of(PasswordCredentialModel.TYPE);

    private final SignedIn person;
    private final BruteForceProtector protector;

    CurrentPassword(SignedIn person) {
        this.person = person;
        this.protector = person.session().getProvider(BruteForceProtector.class);
    }

    /** Whether there is one. People who sign in by a passkey or at another provider have none. */
    boolean exists() {
        return person.user().credentialManager().isConfiguredFor(PasswordCredentialModel.TYPE);
    }

    /**
     * Refuses a wrong password, and any password while the account is locked; the answer is the same.
     *
     * @throws ProblemException {@code wrong_password}
     */
    void require(String typed) {
        // Looked at in any case, so that the time it takes does not tell a locked account.
        boolean right = person.user().credentialManager().isValid(UserCredentialModel.password(typed));
        @Nullable
        String locked = AuthenticatorUtils.getDisabledByBruteForceEventError(
                protector, person.session(), person.realm(), person.user());
        if (locked != null) {
            throw refused(locked);
        }
        if (!right) {
            if (person.realm().isBruteForceProtected()) {
                protector.failedLogin(
                        person.realm(),
                        person.user(),
                        person.session().getContext().getConnection(),
                        person.session().getContext().getUri(),
                        CATEGORY);
            }
            throw refused(Errors.INVALID_USER_CREDENTIALS);
        }
    }

    /** Forgets the wrong ones, as a sign-in does. */
    void succeeded() {
        if (person.realm().isBruteForceProtected()) {
            protector.successfulLogin(
                    person.realm(),
                    person.user(),
                    person.session().getContext().getConnection(),
                    person.session().getContext().getUri(),
                    CATEGORY);
        }
    }

    private ProblemException refused(String error) {
        person.event(EventType.UPDATE_CREDENTIAL)
                .detail(Details.CREDENTIAL_TYPE, PasswordCredentialModel.TYPE)
                .error(error);
        return new ProblemException(ProblemCode.WRONG_PASSWORD);
    }
}
