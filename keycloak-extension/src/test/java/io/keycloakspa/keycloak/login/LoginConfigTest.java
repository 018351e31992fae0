package io.keycloakspa.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.settings.IdentifierSource;
import io.keycloakspa.keycloak.settings.SpaSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

@DisplayName("The setting of a login step")
class LoginConfigTest {

    @ParameterizedTest
    @CsvSource({
        ",, 'username email', false",
        "'','', 'username email', false",
        "email##username, always, 'email username', true",
        "' email ## username ', where-the-realm-verifies, 'email username', false",
        "username##username,, username, false",
        "username##attribute:member_number,, 'username attribute:member_number', false",
        "username##emial,, username, false",
        "phone, yes, 'username email', false",
        "attribute:,, 'username email', false",
        "attribute:email##attribute:username,, 'username email', false",
        "USERNAME, ALWAYS, 'username email', false"
    })
    @DisplayName("means what is written, and never more")
    void read(@Nullable String identifiers, @Nullable String unconfirmed, String sources, boolean counts) {
        LoginConfig config = LoginConfig.of(model(identifiers, unconfirmed));
        assertThat(config.identifiers()).extracting(Object::toString).containsExactly(sources.split(" "));
        assertThat(config.unconfirmedAddressCounts()).isEqualTo(counts);
    }

    @Test
    @DisplayName("is the default where a step has none")
    void none() {
        assertThat(LoginConfig.of(null)).isEqualTo(LoginConfig.DEFAULT);
        assertThat(LoginConfig.of(new AuthenticatorConfigModel())).isEqualTo(LoginConfig.DEFAULT);
    }

    @Test
    @DisplayName("is explained in the console, whose defaults are the ones that hold")
    void form() {
        AuthenticatorConfigModel defaults = new AuthenticatorConfigModel();
        defaults.setConfig(new HashMap<>());
        for (ProviderConfigProperty property : LoginConfig.properties()) {
            assertThat(property.getLabel()).isNotBlank();
            assertThat(property.getHelpText()).isNotBlank();
            defaults.getConfig().put(property.getName(), String.valueOf(property.getDefaultValue()));
        }
        assertThat(LoginConfig.of(defaults)).isEqualTo(LoginConfig.DEFAULT);
    }

    @Test
    @DisplayName("tells which attributes identify people anywhere in the realm")
    void attributes() {
        AuthenticatorConfigModel other = new AuthenticatorConfigModel();
        other.setConfig(Map.of("credentials", "otp"));
        RealmModel realm = mock(RealmModel.class);
        when(realm.getAuthenticatorConfigsStream())
                .thenReturn(Stream.of(
                        other,
                        model("username##attribute:member", null),
                        model("attribute:member##attribute:tax", null)));
        when(realm.getClientScopesStream()).thenAnswer(call -> Stream.of(scopeOfApps("attribute:staff_number")));
        when(realm.getClientsStream()).thenAnswer(call -> Stream.of(app("email##attribute:tax##attribute:badge")));
        assertThat(LoginConfig.attributes(realm))
                .extracting(IdentifierSource::attribute)
                .isEqualTo(List.of("member", "tax", "staff_number", "badge"));
    }

    @ParameterizedTest
    @CsvSource({
        // setting of the step, of the app, what counts
        ",, 'username email'",
        "email,, email",
        "email, '', email",
        "email, username, username",
        ", 'email', email",
        "username, ' attribute:member ## email ', 'attribute:member email'",
        "email, emial, email",
        "email, 'username##emial', username"
    })
    @DisplayName("gives way to what the app says about identifiers, and to nothing that means nothing")
    void overriddenByApp(@Nullable String step, @Nullable String app, String sources) {
        Map<String, String> settings = app == null ? Map.of() : Map.of("identifiers", app);
        LoginConfig config = LoginConfig.of(model(step, "always")).in(SpaSettings.of(settings));
        assertThat(config.identifiers()).extracting(Object::toString).containsExactly(sources.split(" "));
        assertThat(config.unconfirmedAddressCounts()).isTrue();
    }

    private static ClientScopeModel scopeOfApps(String identifiers) {
        ClientScopeModel scope = mock(ClientScopeModel.class);
        when(scope.getProtocolMappersStream()).thenAnswer(call -> Stream.of(mapper(identifiers)));
        return scope;
    }

    private static ClientModel app(String identifiers) {
        ClientModel client = mock(ClientModel.class);
        when(client.getProtocolMappersStream()).thenAnswer(call -> Stream.of(mapper(identifiers)));
        return client;
    }

    private static ProtocolMapperModel mapper(String identifiers) {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setProtocolMapper("spa-settings");
        mapper.setConfig(Map.of("identifiers", identifiers));
        return mapper;
    }

    private static AuthenticatorConfigModel model(@Nullable String identifiers, @Nullable String unconfirmed) {
        AuthenticatorConfigModel model = new AuthenticatorConfigModel();
        model.setConfig(new HashMap<>());
        if (identifiers != null) {
            model.getConfig().put("identifiers", identifiers);
        }
        if (unconfirmed != null) {
            model.getConfig().put("unconfirmed_address", unconfirmed);
        }
        return model;
    }
}
