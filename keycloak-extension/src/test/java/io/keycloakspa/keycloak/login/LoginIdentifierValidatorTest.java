package io.keycloakspa.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.userprofile.AttributeContext;
import org.keycloak.userprofile.UserProfileAttributeValidationContext;
import org.keycloak.validate.ValidationError;
import org.keycloak.validate.ValidatorConfig;

@DisplayName("The validator login-identifier")
class LoginIdentifierValidatorTest {

    private final KeycloakSession session = mock(KeycloakSession.class);
    private final RealmModel realm = mock(RealmModel.class);
    private final UserProvider users = mock(UserProvider.class);
    private final UserModel older = user("1", "older@example.org", "m@ex\u00E4mple.org");

    @BeforeEach
    void connect() {
        KeycloakContext context = mock(KeycloakContext.class);
        when(session.getContext()).thenReturn(context);
        when(context.getRealm()).thenReturn(realm);
        when(session.users()).thenReturn(users);
        AuthenticatorConfigModel login = new AuthenticatorConfigModel();
        login.setConfig(Map.of("identifiers", "username##attribute:member"));
        when(realm.getAuthenticatorConfigsStream()).thenAnswer(call -> Stream.of(login));
        when(users.searchForUserStream(eq(realm), anyMap(), anyInt(), anyInt())).thenAnswer(call -> Stream.empty());
        when(users.getUserByUsername(realm, "older@example.org")).thenReturn(older);
        when(users.getUserByEmail(realm, "m@ex\u00E4mple.org")).thenReturn(older);
        when(older.getAttributeStream("member")).thenAnswer(call -> Stream.of("AB-1"));
        when(users.searchForUserByUserAttributeStream(eq(realm), eq("member"), any()))
                .thenAnswer(call -> call.getArgument(2).equals("AB-1") ? Stream.of(older) : Stream.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "username, bob,",
        "username, '',",
        "username, b@b, loginIdentifierContainsAt",
        "username, \uFF42ob, loginIdentifierNotPlain",
        "username, support, loginIdentifierNameReserved",
        "username, ab-1, usernameExistsMessage",
        "email, bob@example.org,",
        "email, older@example.org, emailExistsMessage",
        "email, m@xn--exmple-cua.org, emailExistsMessage",
        "member, AB-2,",
        "member, ab-1, loginIdentifierTaken",
        "member, a@b, loginIdentifierContainsAt"
    })
    @DisplayName("refuses what would be taken for another, or could not be found")
    void newAccount(String attribute, String value, @Nullable String message) {
        assertThat(errors(attribute, value, null, ValidatorConfig.EMPTY))
                .isEqualTo(message == null ? List.of() : List.of(message));
    }

    @Test
    @DisplayName("lets an older account keep what it has, and take no more")
    void olderAccount() {
        assertThat(errors("username", "OLDER@example.org", older, ValidatorConfig.EMPTY))
                .isEmpty();
        assertThat(errors("email", "m@xn--exmple-cua.org", older, ValidatorConfig.EMPTY))
                .isEmpty();
        assertThat(errors("username", "other@example.org", older, ValidatorConfig.EMPTY))
                .containsExactly("loginIdentifierContainsAt");
    }

    @Test
    @DisplayName("leaves the user name alone where it is the address")
    void emailAsUsername() {
        when(realm.isRegistrationEmailAsUsername()).thenReturn(true);
        assertThat(errors("username", "bob@example.org", null, ValidatorConfig.EMPTY))
                .isEmpty();
    }

    @Test
    @DisplayName("lets two have one address where the realm allows it, but never somebody's user name")
    void duplicateAddresses() {
        when(realm.isDuplicateEmailsAllowed()).thenReturn(true);
        assertThat(errors("email", "m@xn--exmple-cua.org", null, ValidatorConfig.EMPTY))
                .isEmpty();
        assertThat(errors("email", "older@example.org", null, ValidatorConfig.EMPTY))
                .containsExactly("emailExistsMessage");
    }

    @Test
    @DisplayName("reserves the names that the administrator lists instead of ours")
    void reserved() {
        ValidatorConfig config = ValidatorConfig.configFromMap(Map.of("reserved", List.of("Bob")));
        assertThat(errors("username", "bob", null, config)).containsExactly("loginIdentifierNameReserved");
        assertThat(errors("username", "support", null, config)).isEmpty();
    }

    private List<String> errors(String attribute, String value, @Nullable UserModel user, ValidatorConfig config) {
        AttributeContext attributes = mock(AttributeContext.class);
        when(attributes.getSession()).thenReturn(session);
        when(attributes.getUser()).thenReturn(user);
        var context = new UserProfileAttributeValidationContext(attributes);
        new LoginIdentifierValidator().validate(value, attribute, context, config);
        return context.getErrors().stream().map(ValidationError::getMessage).toList();
    }

    private static UserModel user(String id, String name, String address) {
        UserModel user = mock(UserModel.class);
        when(user.getId()).thenReturn(id);
        when(user.getUsername()).thenReturn(name);
        when(user.getEmail()).thenReturn(address);
        when(user.getAttributeStream("username")).thenAnswer(call -> Stream.of(name));
        when(user.getAttributeStream("email")).thenAnswer(call -> Stream.of(address));
        return user;
    }
}
