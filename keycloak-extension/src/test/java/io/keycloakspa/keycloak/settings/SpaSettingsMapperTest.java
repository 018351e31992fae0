package io.keycloakspa.keycloak.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.keycloakspa.keycloak.redirect.RedirectTargetRules.Refusal;
import io.keycloakspa.keycloak.redirect.View;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;

@DisplayName("The form in the admin console (C-73)")
class SpaSettingsMapperTest {

    private static final String ROOT = "https://blog.example.org";

    private final SpaSettingsMapper mapper = new SpaSettingsMapper(() -> new SpaOptions(true, true, true, true));

    @Test
    @DisplayName("has a label and a help text for every field")
    void everyFieldIsExplained() {
        List<ProviderConfigProperty> properties = mapper.getConfigProperties();
        assertThat(properties).isNotEmpty().allSatisfy(property -> {
            assertThat(property.getLabel()).isNotBlank();
            assertThat(property.getHelpText()).isNotBlank();
        });
        assertThat(properties.stream().map(ProviderConfigProperty::getName)).doesNotHaveDuplicates();
        assertThat(properties.stream().map(ProviderConfigProperty::getLabel)).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("shows the defaults that hold, and saves as it is opened")
    void defaultsHold() throws ProtocolMapperConfigException {
        Map<String, String> shown = new HashMap<>();
        for (ProviderConfigProperty property : mapper.getConfigProperties()) {
            shown.put(property.getName(), property.getDefaultValue() == null ? "" : property.getDefaultValue() + "");
        }
        assertThat(SpaSettings.of(shown)).isEqualTo(SpaSettings.of(Map.of()));
        save(SpaViewsTest.client(ROOT, Set.of(ROOT + "/callback")), shown);
        save(mock(ClientScopeModel.class), shown);
        save(mock(ClientScopeModel.class), null);
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
    @CsvSource({
        "admin.mails, true",
        "admin.mails, false",
        "registration.json, true",
        "registration.json, ''",
        "context, fragment",
        "context, query",
        "confirm.mode, redeem",
        "confirm.mode, one-click",
        "identifiers, email",
        "identifiers, 'username##email##attribute:member_number'",
        "identifiers, ' email ## username '",
        "requests.per.source, 1",
        "requests.per.client, 1000000",
        "requests.per.client, ''",
        "development.host, http://localhost:4200",
        "view.error, ''"
    })
    @DisplayName("takes what it says")
    void takes(String key, String value) {
        assertThatCode(() -> save(mock(ClientScopeModel.class), Map.of(key, value)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "admin.mails, yes, spaSettingsNotBoolean, Receives admin mails",
        "registration.json, TRUE, spaSettingsNotBoolean, Registration over JSON",
        "registration.json, 1, spaSettingsNotBoolean, Registration over JSON",
        "registration.json, 'true ', spaSettingsNotBoolean, Registration over JSON",
        "context, hash, spaSettingsNotOption, Context in",
        "context, QUERY, spaSettingsNotOption, Context in",
        "confirm.mode, oneclick, spaSettingsNotOption, Confirm mode",
        "identifiers, emial, spaSettingsNotIdentifiers, Identifiers",
        "identifiers, 'username##phone', spaSettingsNotIdentifiers, Identifiers",
        "identifiers, 'username,email', spaSettingsNotIdentifiers, Identifiers",
        "identifiers, attribute:email, spaSettingsNotIdentifiers, Identifiers",
        "identifiers, '##', spaSettingsNotIdentifiers, Identifiers",
        "requests.per.source, 0, spaSettingsNotNumber, Requests a minute per source",
        "requests.per.source, -1, spaSettingsNotNumber, Requests a minute per source",
        "requests.per.source, 1.5, spaSettingsNotNumber, Requests a minute per source",
        "requests.per.source, 1e3, spaSettingsNotNumber, Requests a minute per source",
        "requests.per.source, ' 12', spaSettingsNotNumber, Requests a minute per source",
        "requests.per.client, 1000001, spaSettingsNotNumber, Requests a minute per client",
        "requests.per.client, 99999999999999999999, spaSettingsNotNumber, Requests a minute per client",
        "requests.per.client, \u0661\u0662, spaSettingsNotNumber, Requests a minute per client",
        "development.host, http://evil.example:4200, spaSettingsAddress.development_host, Development host",
        "view.email, /a/../b, spaSettingsAddress.segment, View email",
        "view.error, //evil.example, spaSettingsAddress.segment, View error"
    })
    @DisplayName("refuses what means nothing, on a client and on a shared scope, and names the field")
    void refuses(String key, String value, String messageKey, String label) {
        for (ProtocolMapperContainerModel container :
                List.of(mock(ClientScopeModel.class), SpaViewsTest.client(ROOT, Set.of("*")))) {
            assertThatThrownBy(() -> save(container, Map.of(key, value)))
                    .isInstanceOfSatisfying(ProtocolMapperConfigException.class, e -> {
                        assertThat(e.getMessageKey()).isEqualTo(messageKey);
                        assertThat(e.getParameters()[0]).isEqualTo(label);
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(View.class)
    @DisplayName("takes a page for a shared scope that a client would have to list")
    void matchIsForTheClient(View view) {
        ClientModel client = SpaViewsTest.client(ROOT, Set.of(ROOT + "/callback"));
        assertThatCode(() -> save(mock(ClientScopeModel.class), Map.of(view.key(), "/here")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> save(client, Map.of(view.key(), "/here")))
                .isInstanceOfSatisfying(
                        ProtocolMapperConfigException.class,
                        e -> assertThat(e.getParameters())
                                .containsExactly(SpaSettingsForm.label(view), ROOT + "/here"));
    }

    @Test
    @DisplayName("wants every page listed on a development host that is named (C-74)")
    void developmentHostIsListed() throws ProtocolMapperConfigException {
        Map<String, String> config = Map.of("development.host", "http://localhost:4200");
        Stream<String> pages = Arrays.stream(View.values()).map(View::fallbackPath);
        List<String> listed = pages.flatMap(page -> Stream.of(ROOT + page, "http://localhost:4200" + page))
                .toList();
        save(SpaViewsTest.client(ROOT, Set.copyOf(listed)), config);
        ClientModel withoutError = SpaViewsTest.client(
                ROOT,
                Set.copyOf(listed.stream()
                        .filter(page -> !page.equals("http://localhost:4200/account/error"))
                        .toList()));
        assertThatThrownBy(() -> save(withoutError, config))
                .isInstanceOfSatisfying(
                        ProtocolMapperConfigException.class,
                        e -> assertThat(e.getParameters())
                                .containsExactly("View error", "http://localhost:4200/account/error"));
    }

    @Test
    @DisplayName("refuses a development host where the server was not started for one (C-74)")
    void developmentHostInProduction() {
        var production = new SpaSettingsMapper(() -> new SpaOptions(true, true, true, false));
        ProtocolMapperModel model = new ProtocolMapperModel();
        model.setConfig(Map.of("development.host", "http://localhost:4200"));
        assertThatThrownBy(() -> production.validateConfig(
                        SpaViewsTest.session(), mock(RealmModel.class), mock(ClientScopeModel.class), model))
                .isInstanceOfSatisfying(
                        ProtocolMapperConfigException.class,
                        e -> assertThat(e.getMessageKey()).isEqualTo("spaSettingsNoDevelopmentHosts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "en"})
    @DisplayName("has a sentence for every refusal, which names field and value")
    void sentences(String language) throws IOException {
        Properties messages = new Properties();
        Path file = Path.of("src/main/resources/theme-resources/messages/messages_" + language + ".properties");
        try (Reader reader = Files.newBufferedReader(file)) {
            messages.load(reader);
        }
        Stream<String> others = Stream.of("NoDevelopmentHosts", "NoRootUrl", "NotBoolean", "NotIdentifiers")
                .map("spaSettings"::concat);
        Stream<String> withValue = Stream.of("NotListed", "NotOption").map("spaSettings"::concat);
        Stream<String> plain = Stream.of("NotNumber", "RootUrl").map("spaSettings"::concat);
        Stream<String> addresses = Arrays.stream(Refusal.values()).map(Refusal::messageKey);
        assertThat(Stream.of(others, plain, addresses).flatMap(keys -> keys))
                .allSatisfy(key -> assertThat(sentence(messages, key, language))
                        .containsPattern("^[\"\u201E]LABEL[\"\u201C]")
                        .doesNotContain("VALUE", "{", "''"));
        assertThat(withValue)
                .allSatisfy(key -> assertThat(sentence(messages, key, language))
                        .containsPattern("^[\"\u201E]LABEL[\"\u201C]")
                        .contains("VALUE"));
    }

    private static String sentence(Properties messages, String key, String language) {
        assertThat(messages).containsKey(key);
        return new MessageFormat(messages.getProperty(key), Locale.forLanguageTag(language))
                .format(new Object[] {"LABEL", "VALUE"});
    }

    private void save(ProtocolMapperContainerModel container, @Nullable Map<String, String> config)
            throws ProtocolMapperConfigException {
        ProtocolMapperModel model = new ProtocolMapperModel();
        model.setConfig(config);
        mapper.validateConfig(SpaViewsTest.session(), mock(RealmModel.class), container, model);
    }
}
