package io.keycloakspa.keycloak.password;

import io.keycloakspa.keycloak.actiontoken.StillBound;
import io.keycloakspa.keycloak.settings.SpaOptions;
import jakarta.ws.rs.core.Response;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.authentication.requiredactions.UpdatePassword;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorPageException;
import org.keycloak.services.messages.Messages;

/**
 * Keycloak's page for a new password, closed where the mailed link that opened it has died since. A thief who has it
 * open would otherwise take the account back after its owner's reset (C-43).
 */
public final class BoundUpdatePassword extends UpdatePassword {

    @Override
    public void processAction(RequiredActionContext context) {
        if (SpaOptions.read().tokenHandlers() && StillBound.isDead(context.getAuthenticationSession())) {
            context.getEvent().error(Errors.EXPIRED_CODE);
            throw new ErrorPageException(
                    context.getSession(),
                    context.getAuthenticationSession(),
                    Response.Status.BAD_REQUEST,
                    Messages.EXPIRED_ACTION);
        }
        super.processAction(context);
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public int order() {
        return StillBound.ORDER;
    }
}
