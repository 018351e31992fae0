package io.keycloakspa.keycloak.login;

import jakarta.ws.rs.core.MultivaluedMap;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.PasswordForm;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * The page that takes the password after {@link IdentifierForm}. It comes for every identifier, so unlike Keycloak's
 * own it needs no account.
 */
final class IdentifierPassword extends PasswordForm {

    IdentifierPassword(KeycloakSession session) {
        super(session);
    }

    @Override
    public boolean requiresUser() {
        return false;
    }

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        showingTypedText(context, () -> super.authenticate(context));
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        showingTypedText(context, () -> super.action(context));
    }

    @Override
    protected boolean validateForm(AuthenticationFlowContext context, MultivaluedMap<String, String> form) {
        var step = new PasswordStep(context, (message, field) -> challenge(context, message, field));
        return context.getUser() == null ? step.passes(typed(context)) : step.confirms(context.getUser());
    }

    /** Pages show the text while they are made; after that it stays only if it was what the person came in by. */
    private static void showingTypedText(AuthenticationFlowContext context, Runnable step) {
        if (context.getUser() != null) {
            step.run();
            return;
        }
        typed(context).remember(context);
        step.run();
        if (!Boolean.parseBoolean(
                context.getAuthenticationSession().getAuthNote(AuthenticationManager.PASSWORD_VALIDATED))) {
            TypedIdentifier.forget(context);
        }
    }

    private static TypedIdentifier typed(AuthenticationFlowContext context) {
        return TypedIdentifier.of(context.getAuthenticationSession().getAuthNote(IdentifierForm.TYPED));
    }
}
