package io.keycloakspa.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.login.LoginIdentityRules.Question;
import io.keycloakspa.keycloak.login.UserLookup.Meant;
import io.keycloakspa.keycloak.settings.IdentifierSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

@DisplayName("The look-up in the user store")
class UserLookupTest {

    private static final IdentifierSource MEMBER =
            IdentifierSource.parse("attribute:member").orElseThrow();

    private final KeycloakSession session = mock(KeycloakSession.class);
    private final UserProvider users = mock(UserProvider.class);
    private final RealmModel realm = mock(RealmModel.class);
    private final UserModel alice = user("1", "alice", "alice@example.org");

    @BeforeEach
    void connect() {
        when(session.users()).thenReturn(users);
        when(realm.isVerifyEmail()).thenReturn(true);
        when(users.searchForUserStream(eq(realm), anyMap(), anyInt(), anyInt())).thenAnswer(question -> Stream.empty());
    }

    @Test
    @DisplayName("finds by user name and by address")
    void finds() {
        when(users.getUserByUsername(realm, "alice")).thenReturn(alice);
        when(users.getUserByEmail(realm, "alice@example.org")).thenReturn(alice);
        assertThat(find("ALICE")).contains(new Meant(alice, IdentifierSource.USERNAME));
        assertThat(find("Alice@example.org")).contains(new Meant(alice, IdentifierSource.EMAIL));
    }

    @Test
    @DisplayName("takes a federated name in mixed case")
    void mixedCaseStore() {
        UserModel bob = user("2", "BoB", "Bob@Example.org");
        when(users.getUserByUsername(realm, "bob")).thenReturn(bob);
        when(users.getUserByEmail(realm, "bob@example.org")).thenReturn(bob);
        assertThat(find("bob")).map(Meant::user).contains(bob);
        assertThat(find("bob@example.org")).map(Meant::user).contains(bob);
    }

    @Test
    @DisplayName("drops an account that does not carry what was asked for")
    void storeThatAnswersNamesByAddressIsNotBelieved() {
        UserModel byAddress = user("3", "mallory", "alice@example.org");
        UserModel byName = user("3", "victim@example.org", "m@evil.example");
        when(users.getUserByUsername(realm, "alice")).thenReturn(byAddress);
        when(users.getUserByEmail(realm, "victim@example.org")).thenReturn(byName);
        assertThat(find("alice")).isEmpty();
        assertThat(find("victim@example.org")).isEmpty();
    }

    @Test
    @DisplayName("never means a service account")
    void serviceAccountNeverLogsIn() {
        when(alice.getServiceAccountClientLink()).thenReturn("client");
        when(users.getUserByUsername(realm, "alice")).thenReturn(alice);
        assertThat(find("alice")).isEmpty();
    }

    @Test
    @DisplayName("means nobody where the store knows two")
    void duplicates() {
        when(users.getUserByUsername(realm, "alice")).thenThrow(new ModelDuplicateException("two"));
        assertThat(find("alice")).isEmpty();
    }

    @Test
    @DisplayName("means nobody by an address that a second account got after the first was cached")
    void secondOwnerOfAnAddressIsNoticed() {
        when(users.getUserByEmail(realm, "alice@example.org")).thenReturn(alice);
        UserModel bob = user("2", "bob", "alice@example.org");
        when(users.searchForUserStream(eq(realm), anyMap(), anyInt(), anyInt()))
                .thenAnswer(question -> Stream.of(alice, bob));
        assertThat(find("alice@example.org")).isEmpty();
        when(users.searchForUserStream(eq(realm), anyMap(), anyInt(), anyInt()))
                .thenAnswer(question -> Stream.of(alice));
        assertThat(find("alice@example.org")).map(Meant::user).contains(alice);
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, false, false, true",
        "false, true, false, false, true",
        "false, false, true, false, true",
        "false, false, false, true, true",
        "false, false, false, false, false"
    })
    @DisplayName(
            "lets an unconfirmed address count where the realm verifies it, is made for it, or the admin allows it")
    void unconfirmedAddress(boolean confirmed, boolean verifies, boolean isUsername, boolean allowed, boolean counts) {
        when(users.getUserByEmail(realm, "alice@example.org")).thenReturn(alice);
        when(users.getUserByUsername(realm, "alice")).thenReturn(alice);
        when(alice.isEmailVerified()).thenReturn(confirmed);
        when(realm.isVerifyEmail()).thenReturn(verifies);
        when(realm.isRegistrationEmailAsUsername()).thenReturn(isUsername);
        var lookup = new UserLookup(session, realm, new LoginConfig(LoginConfig.DEFAULT.identifiers(), allowed));
        assertThat(lookup.find(LoginIdentifier.parse("alice@example.org").orElseThrow())
                        .isPresent())
                .isEqualTo(counts);
        assertThat(lookup.find(LoginIdentifier.parse("alice").orElseThrow())).isPresent();
    }

    @Test
    @DisplayName("finds by an attribute that exactly one account has")
    void attribute() {
        when(alice.getAttributeStream("member")).thenAnswer(question -> Stream.of("AB-1"));
        when(users.searchForUserByUserAttributeStream(eq(realm), eq("member"), any()))
                .thenAnswer(question -> question.getArgument(2).equals("AB-1") ? Stream.of(alice) : Stream.empty());
        var lookup = new UserLookup(session, realm, new LoginConfig(List.of(IdentifierSource.USERNAME, MEMBER), false));
        LoginIdentifier number = LoginIdentifier.parse(" AB-1 ").orElseThrow();
        assertThat(lookup.find(number)).contains(new Meant(alice, MEMBER));
        Question byNumber = LoginIdentityRules.question(number, MEMBER);
        assertThat(lookup.isTaken(byNumber, number, null)).isTrue();
        assertThat(lookup.isTaken(byNumber, number, alice)).isFalse();
        assertThat(lookup.isTaken(byNumber.without("AB-1"), number, null)).isFalse();
    }

    private Optional<Meant> find(String typed) {
        return new UserLookup(session, realm, LoginConfig.DEFAULT)
                .find(LoginIdentifier.parse(typed).orElseThrow());
    }

    private static UserModel user(String id, String name, String address) {
        UserModel user = mock(UserModel.class);
        when(user.getId()).thenReturn(id);
        when(user.getUsername()).thenReturn(name);
        when(user.getEmail()).thenReturn(address);
        return user;
    }
}
