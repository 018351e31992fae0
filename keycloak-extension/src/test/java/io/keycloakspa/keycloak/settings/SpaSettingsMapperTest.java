package io.keycloakspa.keycloak.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;

@DisplayName("The form in the admin console")
class SpaSettingsMapperTest {

    private final SpaSettingsMapper mapper = new SpaSettingsMapper();

    @Test
    @DisplayName("has a label and a help text for every field")
    void everyFieldIsExplained() {
        assertThat(mapper.getConfigProperties()).isNotEmpty().allSatisfy(property -> {
            assertThat(property.getLabel()).isNotBlank();
            assertThat(property.getHelpText()).isNotBlank();
        });
    }

    @Test
    @DisplayName("never runs for a token")
    void isNoTokenMapper() {
        assertThat(mapper)
                .isNotInstanceOf(OIDCAccessTokenMapper.class)
                .isNotInstanceOf(OIDCIDTokenMapper.class)
                .isNotInstanceOf(UserInfoTokenMapper.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", ""})
    @DisplayName("takes booleans")
    void takesBooleans(String value) {
        assertThatCode(() -> save(value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1", "true false"})
    @DisplayName("refuses what is no boolean, with a sentence for the console")
    void refusesOtherValues(String value) {
        assertThatThrownBy(() -> save(value)).isInstanceOfSatisfying(ProtocolMapperConfigException.class, e -> {
            assertThat(e.getMessageKey()).isEqualTo("spaSettingsNotBoolean");
            assertThat(e.getParameters()).containsExactly("Registration over JSON");
        });
    }

    private void save(String value) throws ProtocolMapperConfigException {
        ProtocolMapperModel model = new ProtocolMapperModel();
        model.setConfig(Map.of(SpaSettingsForm.REGISTRATION_OVER_JSON, value));
        mapper.validateConfig(mock(KeycloakSession.class), mock(RealmModel.class), mock(ClientModel.class), model);
    }
}
