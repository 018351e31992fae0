package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.login.UserLookup.Meant;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.directgrant.ValidateUsername;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Errors;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * Finds the account for a direct grant. Keycloak's "Password" step follows and checks the password; this one computes
 * the hash where that step would compute none. Factory and step are one class, as in Keycloak's own.
 */
public final class IdentifierDirectGrant extends ValidateUsername {

    /** As flows name it. */
    public static final String PROVIDER_ID = "identifier-direct-grant";

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        String username = retrieveUsername(context);
        if (username == null) {
            // An incomplete request, which tells nothing about anybody.
            super.authenticate(context);
            return;
        }
        TypedIdentifier typed = TypedIdentifier.of(username);
        UserModel user = typed.find(context).map(Meant::user).orElse(null);
        String refusal = user == null ? Errors.USER_NOT_FOUND : refusal(context, user);
        if (user == null || refusal != null) {
            refuse(context, user, refusal);
            return;
        }
        if (retrievePassword(context) == null) {
            AuthenticatorUtils.dummyHash(context);
        } else {
            PasswordCheck.hashIfNoneIsStored(context, user);
        }
        context.setUser(user);
        typed.remember(context);
        context.success();
    }

    private static @Nullable String refusal(AuthenticationFlowContext context, UserModel user) {
        String locked = AuthenticatorUtils.getDisabledByBruteForceEventError(context, user);
        return locked != null || user.isEnabled() ? locked : Errors.USER_DISABLED;
    }

    /** As Keycloak's "Password" step answers a wrong password, byte for byte. */
    private void refuse(AuthenticationFlowContext context, @Nullable UserModel user, @Nullable String error) {
        AuthenticatorUtils.dummyHash(context);
        if (user != null) {
            context.getEvent().user(user);
        }
        context.getEvent().error(error);
        context.forceChallenge(errorResponse(
                Status.BAD_REQUEST.getStatusCode(), OAuthErrorException.INVALID_GRANT, "Invalid user credentials"));
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "Identifier Validation";
    }

    @Override
    public String getHelpText() {
        return "Finds the account by the 'username' parameter of a direct grant: user name or e-mail. Use it in place of"
                + " \"Username Validation\", with \"Password\" after it.";
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
