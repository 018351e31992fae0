package io.keycloakspa.keycloak.resetcredentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;

@DisplayName("A realm's \"forgot password\" flow")
class ResetFlowTest {

    private static final AuthenticationExecutionModel CAPTCHA = step("captcha-of-somebody", Requirement.REQUIRED);

    private final RealmModel realm = mock(RealmModel.class);

    @BeforeEach
    void bind() {
        AuthenticationFlowModel flow = new AuthenticationFlowModel();
        flow.setId("top");
        when(realm.getResetCredentialsFlow()).thenReturn(flow);
        flow("otp", step("conditional-user-configured"), step("reset-otp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset-credentials-choose-user", "identifier-choose-user"})
    @DisplayName("is known as Keycloak makes it, and with our first step (C-48)")
    void known(String chooseUser) {
        flow("top", step(chooseUser), step("reset-credential-email"), step("reset-password"), subflow("otp"));
        assertThat(ResetFlow.isKnown(realm)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Requirement.class,
            names = {"DISABLED"},
            mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("is not bypassed if it has a step of somebody else, required or not (C-48)")
    void unknownStep(Requirement requirement) {
        flow("top", step("reset-credential-email"), step("captcha-of-somebody", requirement), step("reset-password"));
        assertThat(ResetFlow.isKnown(realm)).isFalse();
    }

    @Test
    @DisplayName("is not bypassed if that step is in a flow below, at any depth (C-48)")
    void unknownStepBelow() {
        flow("top", step("reset-password"), subflow("middle"));
        flow("middle", subflow("bottom"));
        flow("bottom", step("reset-otp"), CAPTCHA);
        assertThat(ResetFlow.isKnown(realm)).isFalse();
    }

    @Test
    @DisplayName("is known if that step is disabled, or the flow around it")
    void disabled() {
        flow("bottom", CAPTCHA);
        flow("top", step("reset-password"), step("captcha-of-somebody", Requirement.DISABLED));
        assertThat(ResetFlow.isKnown(realm)).isTrue();
        AuthenticationExecutionModel below = subflow("bottom");
        below.setRequirement(Requirement.DISABLED);
        flow("top", step("reset-password"), below);
        assertThat(ResetFlow.isKnown(realm)).isTrue();
    }

    @Test
    @DisplayName("is unknown if none is bound, or a step has no name")
    void nothingBound() {
        flow("top", step("reset-password"), step(null, Requirement.REQUIRED));
        assertThat(ResetFlow.isKnown(realm)).isFalse();
        when(realm.getResetCredentialsFlow()).thenReturn(null);
        assertThat(ResetFlow.isKnown(realm)).isFalse();
    }

    private void flow(String id, AuthenticationExecutionModel... steps) {
        when(realm.getAuthenticationExecutionsStream(id)).thenAnswer(call -> Arrays.stream(steps));
    }

    private static AuthenticationExecutionModel subflow(String id) {
        AuthenticationExecutionModel flow = new AuthenticationExecutionModel();
        flow.setAuthenticatorFlow(true);
        flow.setFlowId(id);
        flow.setRequirement(Requirement.CONDITIONAL);
        return flow;
    }

    private static AuthenticationExecutionModel step(String authenticator) {
        return step(authenticator, Requirement.REQUIRED);
    }

    private static AuthenticationExecutionModel step(@Nullable String authenticator, Requirement requirement) {
        AuthenticationExecutionModel step = new AuthenticationExecutionModel();
        step.setAuthenticator(authenticator);
        step.setRequirement(requirement);
        return step;
    }
}
