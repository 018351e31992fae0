package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.login.PasswordCheck.Refusal;
import io.keycloakspa.keycloak.login.UserLookup.Meant;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.UserModel;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.messages.Messages;
import org.keycloak.services.validation.Validation;

/**
 * What the pages that take a password have in common: one way in, and one answer for everybody who may not come in.
 * The page, its message and the field it stands at never tell why; the event does.
 */
final class PasswordStep {

    private final AuthenticationFlowContext context;
    private final Page page;

    PasswordStep(AuthenticationFlowContext context, Page page) {
        this.context = context;
        this.page = page;
    }

    /** The page with a message at one of its fields. */
    @FunctionalInterface
    interface Page {
        Response with(String message, String field);
    }

    /** Logs in whoever typed this, or shows the page again. */
    boolean passes(TypedIdentifier typed) {
        context.clearUser();
        Optional<Meant> meant = typed.find(context);
        UserModel user = meant.map(Meant::user).orElse(null);
        Optional<Refusal> refusal = PasswordCheck.refusal(context, user, password());
        if (refusal.isEmpty() && user != null) {
            context.setUser(user);
            typed.remember(context);
            return accept();
        }
        refusal.ifPresent(why -> {
            if (why.counts() && user != null) {
                PasswordCheck.count(context, user);
            }
            record(why, user);
        });
        // Keycloak counts nothing for a forced challenge: it does not know who was meant.
        context.forceChallenge(page.with(Messages.INVALID_USER, Validation.FIELD_USERNAME));
        return false;
    }

    /** Lets the person who is known already confirm by the password, or shows the page again. */
    boolean confirms(@Nullable UserModel user) {
        Optional<Refusal> refusal = PasswordCheck.refusal(context, user, password());
        if (refusal.isEmpty()) {
            return accept();
        }
        record(refusal.get(), user);
        AuthenticatorUtils.setupReauthenticationInUsernamePasswordFormError(context);
        Response challenge = page.with(Messages.INVALID_USER, Validation.FIELD_PASSWORD);
        if (refusal.get().counts()) {
            context.failureChallenge(AuthenticationFlowError.INVALID_CREDENTIALS, challenge);
        } else {
            context.forceChallenge(challenge);
        }
        return false;
    }

    private boolean accept() {
        context.getAuthenticationSession().setAuthNote(AuthenticationManager.PASSWORD_VALIDATED, "true");
        return true;
    }

    private void record(Refusal refusal, @Nullable UserModel user) {
        if (user != null) {
            context.getEvent().user(user);
        }
        context.getEvent().error(refusal.error());
    }

    private @Nullable String password() {
        return context.getHttpRequest().getDecodedFormParameters().getFirst(CredentialRepresentation.PASSWORD);
    }
}
