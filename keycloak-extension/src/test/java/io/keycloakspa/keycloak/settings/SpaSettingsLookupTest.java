package io.keycloakspa.keycloak.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;

@DisplayName("A client's settings")
class SpaSettingsLookupTest {

    private static final SpaSettings OPEN = SpaSettings.of(Map.of("registration.json", "true"));
    private static final SpaSettings CLOSED = SpaSettings.of(Map.of());

    private final SpaSettingsLookup lookup = new SpaSettingsLookup();

    @Test
    @DisplayName("are absent without a mapper, so that the client is no app")
    void noMapper() {
        assertThat(lookup.find(client(List.of(), scope()))).isEmpty();
    }

    @Test
    @DisplayName("are absent where only other mappers are there")
    void otherMapper() {
        ProtocolMapperModel audience = mapper(Map.of("registration.json", "true"));
        audience.setProtocolMapper("oidc-audience-mapper");
        assertThat(lookup.find(client(List.of(audience)))).isEmpty();
    }

    @Test
    @DisplayName("come from a default client scope")
    void fromScope() {
        assertThat(lookup.find(client(List.of(), scope(), scope(registration("true")))))
                .contains(OPEN);
    }

    @Test
    @DisplayName("come from the client before they come from its scopes")
    void clientGoesFirst() {
        assertThat(lookup.find(client(List.of(registration("false")), scope(registration("true")))))
                .contains(CLOSED);
        assertThat(lookup.find(client(List.of(registration("true")), scope(registration("false")))))
                .contains(OPEN);
    }

    @Test
    @DisplayName("come from the scope for the fields that the client leaves open")
    void fieldByField() {
        assertThat(lookup.find(client(List.of(registration(" ")), scope(registration("true")))))
                .contains(OPEN);
        assertThat(lookup.find(client(List.of(mapper(Map.of())), scope(registration("true")))))
                .contains(OPEN);
    }

    @Test
    @DisplayName("are the closed ones where nothing is chosen")
    void defaults() {
        ProtocolMapperModel bare = mapper(Map.of());
        bare.setConfig(null);
        assertThat(lookup.find(client(List.of(bare)))).contains(CLOSED);
    }

    @Test
    @DisplayName("stay closed for a value that is no boolean")
    void unclearValueStaysClosed() {
        for (String value : List.of("yes", "TRUE", "1", "true ")) {
            assertThat(lookup.find(client(List.of(registration(value)))))
                    .as(value)
                    .contains(CLOSED);
        }
    }

    @Test
    @DisplayName("are absent where two scopes, or the client twice, name them: nobody can tell which was meant")
    void twoMappersAreNone() {
        assertThat(lookup.find(client(List.of(), scope(registration("true")), scope(registration("false")))))
                .isEmpty();
        assertThat(lookup.find(client(List.of(registration("true"), registration("true")))))
                .isEmpty();
        assertThat(lookup.find(client(
                        List.of(registration("true")), scope(registration("true")), scope(registration("true")))))
                .isEmpty();
    }

    private static ProtocolMapperModel registration(String value) {
        return mapper(Map.of("registration.json", value));
    }

    private static ProtocolMapperModel mapper(Map<String, String> config) {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setProtocolMapper(SpaSettingsMapper.PROVIDER_ID);
        mapper.setConfig(config);
        return mapper;
    }

    private static ClientScopeModel scope(ProtocolMapperModel... mappers) {
        ClientScopeModel scope = mock(ClientScopeModel.class);
        when(scope.getProtocolMappersStream()).thenAnswer(call -> Arrays.stream(mappers));
        return scope;
    }

    private static ClientModel client(List<ProtocolMapperModel> own, ClientScopeModel... defaultScopes) {
        Map<String, ClientScopeModel> scopes = new TreeMap<>();
        for (ClientScopeModel scope : defaultScopes) {
            scopes.put("scope" + scopes.size(), scope);
        }
        ClientModel client = mock(ClientModel.class);
        when(client.getId()).thenReturn("id");
        when(client.getProtocolMappersStream()).thenAnswer(call -> own.stream());
        when(client.getClientScopes(anyBoolean())).thenAnswer(call -> call.getArgument(0) ? scopes : Map.of());
        return client;
    }
}
