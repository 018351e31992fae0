package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.login.UserLookup.Meant;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.resetcred.ResetCredentialChooseUser;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.messages.Messages;
import org.keycloak.services.validation.Validation;

/**
 * Asks who forgot the password. The page, and the cases where it is known already (broker link, action token, session),
 * are Keycloak's. Factory and step are one class, as in Keycloak's own.
 */
public final class IdentifierChooseUser extends ResetCredentialChooseUser {

    /** As flows name it. */
    public static final String PROVIDER_ID = "identifier-choose-user";

    @Override
    public void action(AuthenticationFlowContext context) {
        TypedIdentifier typed = TypedIdentifier.of(
                context.getHttpRequest().getDecodedFormParameters().getFirst(AuthenticationManager.FORM_USERNAME));
        if (typed.text().isEmpty()) {
            context.getEvent().error(Errors.USERNAME_MISSING);
            Response page = context.form()
                    .addError(new FormMessage(Validation.FIELD_USERNAME, Messages.MISSING_USERNAME))
                    .createPasswordReset();
            // The page has just noted the app's login_hint, and Keycloak would count a failure for whom that names.
            TypedIdentifier.forget(context);
            context.forceChallenge(page);
            return;
        }
        UserModel user = typed.find(context).map(Meant::user).orElse(null);
        // Success for everybody: the next step says that a mail was sent, and sends one if the user is set.
        if (user == null) {
            event(context, typed).error(Errors.USER_NOT_FOUND);
            TypedIdentifier.forget(context);
            context.clearUser();
        } else if (!user.isEnabled()) {
            event(context, typed).user(user).error(Errors.USER_DISABLED);
            TypedIdentifier.forget(context);
            context.clearUser();
        } else {
            context.getAuthenticationSession().setAuthNote(RESET_CREDENTIAL_USER_CHOSEN, "true");
            typed.remember(context);
            context.setUser(user);
        }
        context.success();
    }

    /** A copy: an event that is stored would be lost for the steps that follow. */
    private static EventBuilder event(AuthenticationFlowContext context, TypedIdentifier typed) {
        return context.getEvent().clone().detail(Details.USERNAME, typed.text());
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Choose User by Identifier";
    }

    @Override
    public String getHelpText() {
        return "Asks who forgot the password: user name or e-mail. Use it in place of \"Choose User\".";
    }

    @Override
    public boolean isConfigurable() {
        return true;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return LoginConfig.properties();
    }
}
