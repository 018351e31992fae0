package io.keycloakspa.keycloak.login;

import jakarta.ws.rs.core.MultivaluedMap;
import org.jspecify.annotations.Nullable;
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
        if (context.getUser() == null && !isIdentifierTaken(context)) {
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
        boolean passes = step.passes(TypedIdentifier.of(typed(context, form)));
        if (passes) {
            AuthenticatorUtils.processRememberMe(context, form);
        }
        return passes;
    }

    private static @Nullable String typed(AuthenticationFlowContext context, MultivaluedMap<String, String> form) {
        return isIdentifierTaken(context)
                ? context.getAuthenticationSession().getAuthNote(ATTEMPTED_USERNAME)
                : form.getFirst(AuthenticationManager.FORM_USERNAME);
    }

    /** By the organisations' step, which comes first; this page then has no field for it. */
    private static boolean isIdentifierTaken(AuthenticationFlowContext context) {
        return Boolean.parseBoolean(context.getAuthenticationSession().getAuthNote(USERNAME_HIDDEN));
    }
}
