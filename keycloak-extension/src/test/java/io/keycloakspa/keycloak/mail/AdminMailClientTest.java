package io.keycloakspa.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.settings.SpaApps;
import io.keycloakspa.keycloak.settings.SpaSettingsMapper;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;

@DisplayName("The app that receives admin mails")
class AdminMailClientTest {

    private final ClientModel wants = client(true, "true");
    private final ClientModel wantsNot = client(true, "false");
    private final ClientModel disabled = client(false, "true");
    private final ClientModel noApp = client(true, null);

    @Test
    @DisplayName("is the one enabled app that is marked (C-47)")
    void one() {
        assertThat(find(noApp, wantsNot, disabled, wants)).contains(wants);
    }

    @Test
    @DisplayName("is none where none is marked")
    void none() {
        assertThat(find()).isEmpty();
        assertThat(find(noApp, wantsNot, disabled)).isEmpty();
    }

    @Test
    @DisplayName("is none where two are, as nobody can tell which was meant")
    void two() {
        assertThat(find(wants, client(true, "true"))).isEmpty();
    }

    private static Optional<ClientModel> find(ClientModel... clients) {
        RealmModel realm = mock(RealmModel.class);
        when(realm.getId()).thenReturn("realm-id");
        when(realm.getClientsStream()).thenAnswer(call -> Arrays.stream(clients));
        return AdminMailClient.find(realm, new SpaApps());
    }

    private static ClientModel client(boolean enabled, @Nullable String adminMails) {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setProtocolMapper(SpaSettingsMapper.PROVIDER_ID);
        mapper.setConfig(adminMails == null ? Map.of() : Map.of("admin.mails", adminMails));
        ClientModel client = mock(ClientModel.class);
        when(client.isEnabled()).thenReturn(enabled);
        when(client.getClientScopes(true)).thenReturn(Map.of());
        when(client.getProtocolMappersStream())
                .thenAnswer(call -> adminMails == null ? Stream.empty() : Stream.of(mapper));
        return client;
    }
}
