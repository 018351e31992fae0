package io.keycloakspa.keycloak.login;

import jakarta.ws.rs.core.MultivaluedMap;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordForm;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.managers.AuthenticationManager;

/** The login page with identifier, password and passkeys. All but who is meant and what is answered is Keycloak's. */
final class IdentifierPasswordForm extends UsernamePasswordForm {

    IdentifierPasswordForm(KeycloakSession session) {
        super(session);
    }

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        // "Forgot password?" leaves there what the app gave as login_hint.
        if (context.getUser() == null && TypedIdentifier.takenBefore(context).isEmpty()) {
            TypedIdentifier.forget(context);
        }
        super.authenticate(context);
    }

    @Override
    protected boolean validateForm(AuthenticationFlowContext context, MultivaluedMap<String, String> form) {
        var step = new PasswordStep(context, (message, field) -> challenge(context, message, field));
        if (isUserAlreadySetBeforeUsernamePasswordAuth(context)) {
            return step.confirms(context.getUser());
        }
        // The page has no field if the identifier was taken before.
        boolean passes = step.passes(TypedIdentifier.takenBefore(context)
                .orElseGet(() -> TypedIdentifier.of(form.getFirst(AuthenticationManager.FORM_USERNAME))));
        if (passes) {
            AuthenticatorUtils.processRememberMe(context, form);
        }
        return passes;
    }
}
