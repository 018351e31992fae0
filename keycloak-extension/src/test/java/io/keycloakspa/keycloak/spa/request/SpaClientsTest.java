package io.keycloakspa.keycloak.spa.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.settings.SpaApps;
import io.keycloakspa.keycloak.settings.SpaSettingsMapper;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;

@DisplayName("The realm's apps")
class SpaClientsTest {

    private static final String ORIGIN = "https://blog.example.org";

    private final RealmModel realm = mock(RealmModel.class);
    private final SpaClients clients = new SpaClients(mock(KeycloakSession.class), realm, new SpaApps());

    @Test
    @DisplayName("are the enabled clients with settings")
    void findsApps() {
        ClientModel blog = client("blog", true, true);
        assertThat(clients.find("blog"))
                .hasValueSatisfying(found -> assertThat(found.client()).isSameAs(blog));
    }

    @Test
    @DisplayName("leave out clients that are disabled, without settings, or not there")
    void otherClientsAreUnknown() {
        client("disabled", false, true);
        client("plain", true, false);
        assertThat(clients.find("disabled")).isEmpty();
        assertThat(clients.find("plain")).isEmpty();
        assertThat(clients.find("absent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"blog\0", "\n", "a\u0085b"})
    @DisplayName("are not looked for by a name with control characters")
    void controlCharactersNeverReachTheDatabase(String clientId) {
        assertThat(clients.find(clientId)).isEmpty();
        verify(realm, never()).getClientByClientId(anyString());
    }

    @Test
    @DisplayName("own their Web Origins letter by letter, and nothing by a wildcard")
    void wildcardIsNoOrigin() {
        ClientModel blog = client("blog", true, true);
        assertThat(clients.isOriginOf(blog, ORIGIN)).isTrue();
        assertThat(clients.isOriginOf(blog, ORIGIN + "/")).isFalse();
        when(blog.getWebOrigins()).thenReturn(Set.of("*"));
        assertThat(clients.isOriginOf(blog, ORIGIN)).isFalse();
    }

    @Test
    @DisplayName("let no disabled or plain client speak for an origin")
    void onlyAppsOpenTheirOrigins() {
        ClientModel disabled = client("disabled", false, true);
        ClientModel plain = client("plain", true, false);
        when(realm.getClientsStream()).thenAnswer(call -> Stream.of(disabled, plain));
        assertThat(clients.isOriginOfAny(ORIGIN)).isFalse();
        ClientModel blog = client("blog", true, true);
        when(realm.getClientsStream()).thenAnswer(call -> Stream.of(disabled, plain, blog));
        assertThat(clients.isOriginOfAny(ORIGIN)).isTrue();
        assertThat(clients.isOriginOfAny("https://evil.example")).isFalse();
    }

    private ClientModel client(String clientId, boolean enabled, boolean withSettings) {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setProtocolMapper(withSettings ? SpaSettingsMapper.PROVIDER_ID : "oidc-audience-mapper");
        mapper.setConfig(Map.of());
        ClientModel client = mock(ClientModel.class);
        when(client.isEnabled()).thenReturn(enabled);
        when(client.getWebOrigins()).thenReturn(Set.of(ORIGIN));
        when(client.getProtocolMappersStream()).thenAnswer(call -> Stream.of(mapper));
        when(client.getClientScopes(true)).thenReturn(Map.of());
        when(realm.getClientByClientId(clientId)).thenReturn(client);
        return client;
    }
}
