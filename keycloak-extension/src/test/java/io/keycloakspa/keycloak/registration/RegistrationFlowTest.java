package io.keycloakspa.keycloak.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

@DisplayName("A realm's registration flow")
class RegistrationFlowTest {

    private final RealmModel realm = mock(RealmModel.class);

    @BeforeEach
    void asKeycloakMakesIt() {
        AuthenticationFlowModel flow = new AuthenticationFlowModel();
        flow.setId("registration");
        when(realm.getRegistrationFlow()).thenReturn(flow);
        flow("registration", page());
        flow(
                "form",
                step("registration-user-creation"),
                step("registration-password-action"),
                step("registration-recaptcha-action", Requirement.DISABLED),
                step("registration-terms-and-conditions", Requirement.DISABLED));
    }

    @Test
    @DisplayName("is known as Keycloak makes it, with its captcha switched off")
    void known() {
        assertThat(RegistrationFlow.of(realm).isKnown()).isTrue();
        assertThat(RegistrationFlow.of(realm).asksForTerms()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"registration-recaptcha-action", "registration-recaptcha-enterprise", "somebodys-check"})
    @DisplayName("is not bypassed if it has a captcha or a step of somebody else (C-11)")
    void bypassOfAStep(String unknown) {
        flow("form", step("registration-user-creation"), step("registration-password-action"), step(unknown));
        assertThat(RegistrationFlow.of(realm).isKnown()).isFalse();
    }

    @Test
    @DisplayName("is not bypassed if that step is in a flow below, or is the page of one (C-11)")
    void bypassOfAStepBelow() {
        flow("registration", page(), subflow(null, "below"));
        flow("below", subflow(null, "deep"));
        flow("deep", step("somebodys-check"));
        assertThat(RegistrationFlow.of(realm).isKnown()).isFalse();
        flow("registration", page(), subflow("somebodys-page", "empty"));
        flow("empty");
        assertThat(RegistrationFlow.of(realm).isKnown()).isFalse();
    }

    @Test
    @DisplayName("may have what we do not know in a flow that is switched off")
    void switchedOffBelow() {
        AuthenticationExecutionModel off = subflow(null, "below");
        off.setRequirement(Requirement.DISABLED);
        flow("registration", page(), off);
        flow("below", step("somebodys-check"));
        assertThat(RegistrationFlow.of(realm).isKnown()).isTrue();
    }

    @Test
    @DisplayName("is not ours if it makes no account, or sets no password")
    void withoutAStepOfOurs() {
        flow("form", step("registration-user-creation"));
        assertThat(RegistrationFlow.of(realm).isKnown()).isFalse();
        flow("form", step("registration-password-action"));
        assertThat(RegistrationFlow.of(realm).isKnown()).isFalse();
        flow("form", step("registration-user-creation"), step("registration-password-action", Requirement.DISABLED));
        assertThat(RegistrationFlow.of(realm).isKnown()).isFalse();
    }

    @Test
    @DisplayName("is not ours where the realm has none, or a step that names nothing")
    void nothing() {
        flow("form", step("registration-user-creation"), step("registration-password-action"), step(null));
        assertThat(RegistrationFlow.of(realm).isKnown()).isFalse();
        when(realm.getRegistrationFlow()).thenReturn(null);
        assertThat(RegistrationFlow.of(realm).isKnown()).isFalse();
    }

    @Test
    @DisplayName("asks for terms if it has that step")
    void terms() {
        flow(
                "form",
                step("registration-user-creation"),
                step("registration-password-action"),
                step("registration-terms-and-conditions"));
        assertThat(RegistrationFlow.of(realm).isKnown()).isTrue();
        assertThat(RegistrationFlow.of(realm).asksForTerms()).isTrue();
    }

    @Test
    @DisplayName("confirms addresses where the realm does, or makes everybody do it")
    void confirmsAddresses() {
        assertThat(RegistrationFlow.of(realm).confirmsAddresses()).isFalse();
        RequiredActionProviderModel action = new RequiredActionProviderModel();
        when(realm.getRequiredActionProviderByAlias("VERIFY_EMAIL")).thenReturn(action);
        assertThat(RegistrationFlow.of(realm).confirmsAddresses()).isFalse();
        action.setDefaultAction(true);
        assertThat(RegistrationFlow.of(realm).confirmsAddresses()).isTrue();
        when(realm.getRequiredActionProviderByAlias("VERIFY_EMAIL")).thenReturn(null);
        when(realm.isVerifyEmail()).thenReturn(true);
        assertThat(RegistrationFlow.of(realm).confirmsAddresses()).isTrue();
    }

    private void flow(String id, AuthenticationExecutionModel... steps) {
        when(realm.getAuthenticationExecutionsStream(id)).thenAnswer(call -> Arrays.stream(steps));
    }

    private static AuthenticationExecutionModel page() {
        return subflow("registration-page-form", "form");
    }

    private static AuthenticationExecutionModel step(@Nullable String authenticator) {
        return step(authenticator, Requirement.REQUIRED);
    }

    private static AuthenticationExecutionModel step(@Nullable String authenticator, Requirement requirement) {
        AuthenticationExecutionModel step = new AuthenticationExecutionModel();
        step.setAuthenticator(authenticator);
        step.setRequirement(requirement);
        return step;
    }

    private static AuthenticationExecutionModel subflow(@Nullable String authenticator, String flowId) {
        AuthenticationExecutionModel step = step(authenticator);
        step.setAuthenticatorFlow(true);
        step.setFlowId(flowId);
        return step;
    }
}
