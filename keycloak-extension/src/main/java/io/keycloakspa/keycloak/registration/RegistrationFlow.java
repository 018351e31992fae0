package io.keycloakspa.keycloak.registration;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.authentication.forms.RegistrationPage;
import org.keycloak.authentication.forms.RegistrationPassword;
import org.keycloak.authentication.forms.RegistrationTermsAndConditions;
import org.keycloak.authentication.forms.RegistrationUserCreation;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel.RequiredAction;

/**
 * What a realm's registration asks for. A step of somebody else, such as a captcha, is there for a reason, and a
 * registration over JSON would leave it out (C-11).
 */
public final class RegistrationFlow {

    private static final Set<String> NEEDED =
            Set.of(RegistrationUserCreation.PROVIDER_ID, RegistrationPassword.PROVIDER_ID);

    private static final Set<String> KNOWN = Set.of(
            RegistrationPage.PROVIDER_ID,
            RegistrationUserCreation.PROVIDER_ID,
            RegistrationPassword.PROVIDER_ID,
            RegistrationTermsAndConditions.PROVIDER_ID);

    private final RealmModel realm;
    private final List<AuthenticationExecutionModel> steps;

    private RegistrationFlow(RealmModel realm, List<AuthenticationExecutionModel> steps) {
        this.realm = realm;
        this.steps = steps;
    }

    public static RegistrationFlow of(RealmModel realm) {
        AuthenticationFlowModel flow = realm.getRegistrationFlow();
        return new RegistrationFlow(
                realm, flow == null ? List.of() : steps(realm, flow.getId()).toList());
    }

    /** Whether we know all its steps, and those that we do are among them. */
    public boolean isKnown() {
        return steps.stream().allMatch(RegistrationFlow::isKnown)
                && NEEDED.stream().allMatch(id -> steps.stream().anyMatch(step -> id.equals(step.getAuthenticator())));
    }

    /** Whether people have to accept terms in this step; terms as a required action come after the first sign-in. */
    public boolean asksForTerms() {
        return steps.stream()
                .anyMatch(step -> RegistrationTermsAndConditions.PROVIDER_ID.equals(step.getAuthenticator()));
    }

    /** Whether addresses are confirmed before anybody has a password, as Keycloak's own form decides it. */
    public boolean confirmsAddresses() {
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(RequiredAction.VERIFY_EMAIL.name());
        return realm.isVerifyEmail() || (action != null && action.isDefaultAction());
    }

    /** The enabled steps, those of flows below included. */
    private static Stream<AuthenticationExecutionModel> steps(RealmModel realm, String flowId) {
        return realm.getAuthenticationExecutionsStream(flowId)
                .filter(step -> !step.isDisabled())
                .flatMap(step -> step.isAuthenticatorFlow()
                        ? Stream.concat(Stream.of(step), steps(realm, step.getFlowId()))
                        : Stream.of(step));
    }

    /** A flow below may have an authenticator too: the page that its steps share. */
    private static boolean isKnown(AuthenticationExecutionModel step) {
        String authenticator = step.getAuthenticator();
        return authenticator == null ? step.isAuthenticatorFlow() : KNOWN.contains(authenticator);
    }
}
