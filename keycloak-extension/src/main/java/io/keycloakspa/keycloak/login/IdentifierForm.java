package io.keycloakspa.keycloak.login;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.UsernameForm;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordForm;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Errors;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.messages.Messages;
import org.keycloak.services.validation.Validation;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The page that takes the identifier only. It looks up nobody, so it can tell nothing about anybody: who is meant is
 * decided together with the password, by {@link IdentifierPassword}, which has to follow.
 */
final class IdentifierForm extends UsernamePasswordForm {

    /** Note with the typed text, for the step that follows. */
    static final String TYPED = "LOGIN_IDENTIFIER";

    private final UsernameForm stock;

    IdentifierForm(KeycloakSession session) {
        super(session);
        this.stock = new UsernameForm(session);
    }

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        AuthenticationSessionModel session = context.getAuthenticationSession();
        if (context.getUser() == null && session.getAuthNote(TYPED) == null) {
            Optional<TypedIdentifier> taken = TypedIdentifier.takenBefore(context);
            if (taken.isPresent()) {
                TypedIdentifier.forget(context);
                session.setAuthNote(TYPED, taken.get().text());
                context.success();
                return;
            }
        }
        stock.authenticate(context);
    }

    @Override
    protected boolean validateForm(AuthenticationFlowContext context, MultivaluedMap<String, String> form) {
        if (isUserAlreadySetBeforeUsernamePasswordAuth(context)) {
            return true;
        }
        context.clearUser();
        TypedIdentifier.forget(context);
        TypedIdentifier typed = TypedIdentifier.of(form.getFirst(AuthenticationManager.FORM_USERNAME));
        if (typed.text().isEmpty()) {
            context.getEvent().error(Errors.USERNAME_MISSING);
            context.forceChallenge(challenge(context, Messages.MISSING_USERNAME, Validation.FIELD_USERNAME));
            return false;
        }
        AuthenticatorUtils.processRememberMe(context, form);
        context.getAuthenticationSession().setAuthNote(TYPED, typed.text());
        // The next page shows the text in place of a field, with a way back.
        context.getAuthenticationSession().setAuthNote(USERNAME_HIDDEN, "true");
        return true;
    }

    @Override
    protected Response createLoginForm(LoginFormsProvider form) {
        return form.createLoginUsername();
    }
}
