package io.keycloakspa.keycloak.resetcredentials;

import io.keycloakspa.keycloak.login.IdentifierChooseUser;
import java.util.Set;
import org.keycloak.authentication.authenticators.conditional.ConditionalUserConfiguredAuthenticatorFactory;
import org.keycloak.authentication.authenticators.resetcred.ResetCredentialChooseUser;
import org.keycloak.authentication.authenticators.resetcred.ResetCredentialEmail;
import org.keycloak.authentication.authenticators.resetcred.ResetOTP;
import org.keycloak.authentication.authenticators.resetcred.ResetPassword;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;

/**
 * Whether a realm's "forgot password" is the one that we know. A step of somebody else, such as a captcha or a question,
 * is there for a reason, and a reset over JSON would leave it out (C-48).
 */
public final class ResetFlow {

    private static final Set<String> KNOWN = Set.of(
            ResetCredentialChooseUser.PROVIDER_ID,
            IdentifierChooseUser.PROVIDER_ID,
            ResetCredentialEmail.PROVIDER_ID,
            ResetPassword.PROVIDER_ID,
            // The second factor stays, and is asked for at the next login.
            ConditionalUserConfiguredAuthenticatorFactory.PROVIDER_ID,
            ResetOTP.PROVIDER_ID);

    private ResetFlow() {}

    public static boolean isKnown(RealmModel realm) {
        AuthenticationFlowModel flow = realm.getResetCredentialsFlow();
        return flow != null && isKnown(realm, flow.getId());
    }

    private static boolean isKnown(RealmModel realm, String flowId) {
        return realm.getAuthenticationExecutionsStream(flowId)
                .filter(execution -> !execution.isDisabled())
                .allMatch(execution ->
                        execution.isAuthenticatorFlow() ? isKnown(realm, execution.getFlowId()) : isKnown(execution));
    }

    private static boolean isKnown(AuthenticationExecutionModel execution) {
        String authenticator = execution.getAuthenticator();
        return authenticator != null && KNOWN.contains(authenticator);
    }
}
