package io.keycloakspa.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.login.PasswordCheck.Refusal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.BruteForceProtector;

@DisplayName("The check of a password")
class PasswordCheckTest {

    private final AtomicInteger hashes = new AtomicInteger();
    private final AuthenticationFlowContext context = mock(AuthenticationFlowContext.class);
    private final BruteForceProtector protector = mock(BruteForceProtector.class);
    private final RealmModel realm = mock(RealmModel.class);

    @BeforeEach
    void connect() {
        PasswordHashProvider hash = mock(PasswordHashProvider.class);
        when(hash.encodedCredential(anyString(), anyInt())).then(call -> {
            hashes.incrementAndGet();
            return null;
        });
        KeycloakSession session = mock(KeycloakSession.class);
        when(session.getProvider(PasswordHashProvider.class)).thenReturn(hash);
        when(context.getSession()).thenReturn(session);
        when(context.getRealm()).thenReturn(realm);
        when(context.getProtector()).thenReturn(protector);
        when(realm.isBruteForceProtected()).thenReturn(true);
    }

    @ParameterizedTest
    @CsvSource({
        "enabled, right,, false",
        "enabled, wrong, invalid_user_credentials, true",
        "enabled, '', invalid_user_credentials, false",
        "enabled,, invalid_user_credentials, false",
        "no-password, wrong, invalid_user_credentials, true",
        "no-password, '', invalid_user_credentials, false",
        "federated, right,, false",
        "federated, wrong, invalid_user_credentials, true",
        "disabled, right, user_disabled, false",
        "disabled, wrong, invalid_user_credentials, true",
        "locked, right, user_temporarily_disabled, false",
        "locked, wrong, user_temporarily_disabled, false",
        "locked, '', user_temporarily_disabled, false",
        "locked-for-good, right, user_disabled, false"
    })
    @DisplayName("computes one hash whatever the account's state, and only the event learns why")
    void oneHash(String state, @Nullable String password, @Nullable String error, boolean counts) {
        Refusal refusal =
                PasswordCheck.refusal(context, account(state), password).orElse(null);
        assertThat(refusal).isEqualTo(error == null ? null : new Refusal(error, counts));
        assertThat(hashes).hasValue(1);
    }

    @Test
    @DisplayName("computes one hash for nobody as well")
    void oneHashForNobody() {
        assertThat(PasswordCheck.refusal(context, null, "any")).contains(new Refusal("user_not_found", false));
        assertThat(hashes).hasValue(1);
    }

    private UserModel account(String state) {
        UserModel user = mock(UserModel.class);
        SubjectCredentialManager credentials = mock(SubjectCredentialManager.class);
        when(user.credentialManager()).thenReturn(credentials);
        when(user.isEnabled()).thenReturn(!state.equals("disabled"));
        when(protector.isTemporarilyDisabled(any(), any(), any())).thenReturn(state.equals("locked"));
        when(protector.isPermanentlyLockedOut(any(), any(), any())).thenReturn(state.equals("locked-for-good"));
        boolean isStored = !state.equals("no-password") && !state.equals("federated");
        when(credentials.getStoredCredentialsByTypeStream("password"))
                .thenAnswer(call -> isStored ? Stream.of(new CredentialModel()) : Stream.empty());
        when(credentials.isValid(any(CredentialInput.class))).thenAnswer(call -> {
            if (isStored) {
                hashes.incrementAndGet();
            }
            CredentialInput input = call.getArgument(0);
            return !state.equals("no-password") && input.getChallengeResponse().equals("right");
        });
        return user;
    }
}
