package io.keycloakspa.keycloak.registration;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.settings.SpaApps;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

@DisplayName("An account that was registered over JSON")
class UnconfirmedAccountsTest {

    private static final String CLIENT = "client-1";

    private final UserProvider users = mock(UserProvider.class);
    private final RealmModel realm = mock(RealmModel.class);
    private final ClientModel client = mock(ClientModel.class);
    private final KeycloakSession session = mock(KeycloakSession.class);
    private final UserModel user = mock(UserModel.class);
    private final SubjectCredentialManager credentials = mock(SubjectCredentialManager.class);

    @BeforeEach
    void oneOfAWeekAgo() {
        when(session.users()).thenReturn(users);
        when(session.getKeycloakSessionFactory()).thenReturn(mock(KeycloakSessionFactory.class));
        when(realm.getName()).thenReturn("blog");
        when(realm.getEventsListenersStream()).thenAnswer(call -> Stream.empty());
        when(realm.getClientById(CLIENT)).thenReturn(client);
        when(client.getId()).thenReturn(CLIENT);
        when(client.getClientScopes(true)).thenReturn(Map.of());
        settings(Map.of());
        when(users.searchForUserByUserAttributeStream(realm, UnconfirmedAccounts.MARK, UnconfirmedAccounts.UNCONFIRMED))
                .thenAnswer(call -> Stream.of(user));
        when(users.getFederatedIdentitiesStream(realm, user)).thenAnswer(call -> Stream.empty());
        when(user.getFirstAttribute(UnconfirmedAccounts.APP)).thenReturn(CLIENT);
        when(user.isEnabled()).thenReturn(true);
        when(user.credentialManager()).thenReturn(credentials);
        when(credentials.getStoredCredentialsStream()).thenAnswer(call -> Stream.empty());
        when(credentials.getStoredCredentialsByTypeStream(anyString())).thenAnswer(call -> Stream.empty());
        madeBefore(Duration.ofDays(7).plusMinutes(1));
    }

    @Test
    @DisplayName("is removed after seven days in which nobody confirmed it (C-18)")
    void removed() {
        clean();
        verify(users).removeUser(realm, user);
    }

    @Test
    @DisplayName("stays until then")
    void young() {
        madeBefore(Duration.ofDays(7).minusMinutes(1));
        assertStays();
        verify(user, never()).removeAttribute(any());
    }

    @Test
    @DisplayName("is removed when the settings of its app say so")
    void ownTime() {
        madeBefore(Duration.ofDays(2).plusMinutes(1));
        settings(Map.of("registration.unconfirmed.days", "3"));
        assertStays();
        settings(Map.of("registration.unconfirmed.days", "2"));
        clean();
        verify(users).removeUser(realm, user);
    }

    @Test
    @DisplayName("is removed after seven days where its app is gone")
    void appIsGone() {
        when(realm.getClientById(CLIENT)).thenReturn(null);
        clean();
        verify(users).removeUser(realm, user);
    }

    @Test
    @DisplayName("stays if its address is confirmed, and is looked at no more")
    void confirmed() {
        assertStaysUnmarked(it -> when(it.isEmailVerified()).thenReturn(true));
    }

    @Test
    @DisplayName("stays if it has a password, wherever that is kept")
    void password() {
        assertStaysUnmarked(it -> when(credentials.isConfiguredFor("password")).thenReturn(true));
    }

    @Test
    @DisplayName("stays if it has a credential of any other kind")
    void otherCredential() {
        assertStaysUnmarked(it ->
                when(credentials.getStoredCredentialsStream()).thenAnswer(call -> Stream.of(new CredentialModel())));
    }

    @Test
    @DisplayName("stays if it is linked to an identity at another provider")
    void linked() {
        assertStaysUnmarked(it -> when(users.getFederatedIdentitiesStream(realm, it))
                .thenAnswer(call -> Stream.of(new FederatedIdentityModel("google", "1", "alice"))));
    }

    @Test
    @DisplayName("stays while an administrator has it switched off")
    void disabled() {
        when(user.isEnabled()).thenReturn(false);
        assertStays();
        verify(user, never()).removeAttribute(any());
    }

    @Test
    @DisplayName("stays if nobody knows when it was made")
    void withoutDate() {
        when(user.getCreatedTimestamp()).thenReturn(null);
        assertStays();
    }

    @Test
    @DisplayName("is found by a mark that no other account has")
    void mark() {
        UnconfirmedAccounts.mark(user, client);
        verify(user).setSingleAttribute("spa.registration", "unconfirmed");
        verify(user).setSingleAttribute("spa.registration.client", CLIENT);
    }

    private void assertStaysUnmarked(Consumer<UserModel> change) {
        change.accept(user);
        assertStays();
        verify(user).removeAttribute(UnconfirmedAccounts.MARK);
        verify(user).removeAttribute(UnconfirmedAccounts.APP);
    }

    private void assertStays() {
        clean();
        verify(users, never()).removeUser(eq(realm), any(UserModel.class));
    }

    private void clean() {
        new UnconfirmedAccounts(new SpaApps()).clean(session, realm);
    }

    private void madeBefore(Duration age) {
        when(user.getCreatedTimestamp()).thenReturn(Time.currentTimeMillis() - age.toMillis());
    }

    private void settings(Map<String, String> config) {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setProtocolMapper("spa-settings");
        mapper.setConfig(config);
        when(client.getProtocolMappersStream()).thenAnswer(call -> Stream.of(mapper));
    }
}
