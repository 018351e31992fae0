package io.keycloakspa.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticatorConfigModel;

@DisplayName("A page asks for")
class AskedIdentifiersTest {

    @ParameterizedTest
    @CsvSource({
        "username##email,                true,  false",
        "email##username,                true,  false",
        "email##attribute:member_number, true,  false",
        "email,                          true,  true",
        "username,                       false, false",
        "attribute:member_number,        false, false",
        "nonsense,                       true,  false",
    })
    @DisplayName("C-30: what its step looks up")
    void byTheStepsSetting(String identifiers, boolean address, boolean onlyAddress) {
        AuthenticationFlowContext context = at("identifier-password-form");
        AuthenticatorConfigModel setting = setting(identifiers);
        when(context.getAuthenticatorConfig()).thenReturn(setting);
        assertThat(AskedIdentifiers.of(context)).contains(new AskedIdentifiers(address, onlyAddress));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identifier-password-form", "identifier-password", "identifier-choose-user"})
    @DisplayName("either where a step has no setting")
    void withoutSetting(String step) {
        AuthenticationFlowContext context = at(step);
        when(context.getAuthenticatorConfig()).thenReturn(null);
        assertThat(AskedIdentifiers.of(context)).contains(new AskedIdentifiers(true, false));
    }

    @Test
    @DisplayName("what the second of two pages looks up, if it is the first")
    void firstOfTwoPages() {
        AuthenticationFlowContext context = at("identifier-form");
        AuthenticationExecutionModel password = execution("identifier-password");
        when(password.getAuthenticatorConfig()).thenReturn("setting");
        AuthenticationExecutionModel first = context.getExecution();
        when(context.getRealm().getAuthenticationExecutionsStream("forms"))
                .thenAnswer(call -> Stream.of(first, password));
        AuthenticatorConfigModel setting = setting("email");
        when(context.getRealm().getAuthenticatorConfigById("setting")).thenReturn(setting);
        assertThat(AskedIdentifiers.of(context)).contains(new AskedIdentifiers(true, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth-username-password-form", "auth-otp-form", "organization"})
    @DisplayName("what Keycloak says, if the step is not ours")
    void othersSteps(String step) {
        assertThat(AskedIdentifiers.of(at(step))).isEmpty();
    }

    @Test
    @DisplayName("nothing outside of a flow")
    void noFlow() {
        assertThat(AskedIdentifiers.of(null)).isEmpty();
    }

    private static AuthenticationFlowContext at(String step) {
        AuthenticationFlowContext context = mock(AuthenticationFlowContext.class, RETURNS_DEEP_STUBS);
        AuthenticationExecutionModel execution = execution(step);
        when(context.getExecution()).thenReturn(execution);
        when(context.getAuthenticationSession().getClient().getProtocolMappersStream())
                .thenAnswer(call -> Stream.empty());
        when(context.getAuthenticationSession().getClient().getClientScopes(true))
                .thenReturn(Map.of());
        return context;
    }

    private static AuthenticationExecutionModel execution(String step) {
        AuthenticationExecutionModel execution = mock(AuthenticationExecutionModel.class);
        when(execution.getAuthenticator()).thenReturn(step);
        when(execution.getParentFlow()).thenReturn("forms");
        return execution;
    }

    private static AuthenticatorConfigModel setting(String identifiers) {
        AuthenticatorConfigModel setting = new AuthenticatorConfigModel();
        setting.setId("of-" + identifiers);
        setting.setConfig(Map.of("identifiers", identifiers));
        return setting;
    }
}
