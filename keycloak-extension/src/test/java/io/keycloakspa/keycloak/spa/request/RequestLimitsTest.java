package io.keycloakspa.keycloak.spa.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.settings.SpaSettings;
import io.keycloakspa.keycloak.slots.HeldObjects;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.common.ClientConnection;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

@DisplayName("The limits of requests")
class RequestLimitsTest {

    private final HeldObjects store = new HeldObjects();
    private final SpaClient blog = client("blog-spa", 3, 5);

    @Test
    @DisplayName("stop one source, with the time to wait, and no other")
    void perSource() {
        for (int i = 0; i < 3; i++) {
            limits("192.0.2.1").take(blog);
        }
        assertRefused("192.0.2.1", blog);
        limits("192.0.2.2").take(blog);
    }

    @Test
    @DisplayName("stop all sources together at the client's number, and no other client")
    void perClient() {
        for (int i = 0; i < 5; i++) {
            limits("192.0.2." + i).take(blog);
        }
        assertRefused("192.0.2.9", blog);
        limits("192.0.2.10").take(client("newsletter", 3, 5));
    }

    @Test
    @DisplayName("count a source over all clients of the realm")
    void oneSourceOfAllClients() {
        for (int i = 0; i < 3; i++) {
            limits("192.0.2.1").take(blog);
        }
        assertRefused("192.0.2.1", client("newsletter", 3, 5));
    }

    @Test
    @DisplayName("hold for a minute")
    void window() {
        limits("192.0.2.1").take(blog);
        assertThat(store.lifespans.values()).hasSize(2).containsOnly(60L);
    }

    @Test
    @DisplayName("count those without an address as one source")
    void noAddress() {
        for (int i = 0; i < 3; i++) {
            limits(null).take(blog);
        }
        assertRefused(null, blog);
    }

    private void assertRefused(@Nullable String address, SpaClient caller) {
        assertThatThrownBy(() -> limits(address).take(caller))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ProblemCode.RATE_LIMITED);
                    assertThat(refusal.retryAfterSeconds()).isEqualTo(60);
                });
    }

    private RequestLimits limits(@Nullable String address) {
        RealmModel realm = mock(RealmModel.class);
        when(realm.getId()).thenReturn("realm-id");
        ClientConnection connection = mock(ClientConnection.class);
        when(connection.getRemoteAddr()).thenReturn(address);
        KeycloakContext context = mock(KeycloakContext.class);
        when(context.getConnection()).thenReturn(connection);
        KeycloakSession session = mock(KeycloakSession.class);
        when(session.getContext()).thenReturn(context);
        when(session.singleUseObjects()).thenReturn(store);
        return RequestLimits.of(session, realm);
    }

    private static SpaClient client(String clientId, int perSource, int perClient) {
        ClientModel client = mock(ClientModel.class);
        when(client.getClientId()).thenReturn(clientId);
        return new SpaClient(
                client,
                SpaSettings.of(Map.of(
                        "requests.per.source", Integer.toString(perSource),
                        "requests.per.client", Integer.toString(perClient))));
    }
}
