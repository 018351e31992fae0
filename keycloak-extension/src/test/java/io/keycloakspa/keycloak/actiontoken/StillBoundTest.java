package io.keycloakspa.keycloak.actiontoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.TokenVerifier.Predicate;
import org.keycloak.authentication.actiontoken.ActionTokenContext;
import org.keycloak.authentication.actiontoken.ExplainedTokenVerificationException;
import org.keycloak.authentication.actiontoken.verifyemail.VerifyEmailActionToken;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RevokedTokenProvider;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserModel;

@DisplayName("A page of Keycloak that a mailed link of ours opens")
class StillBoundTest {

    private final UserModel alice = Accounts.account("alice@example.org");
    private final RevokedTokenProvider record = mock(RevokedTokenProvider.class);
    private final SingleUseObjectProvider objects = mock(SingleUseObjectProvider.class);
    private final VerifyEmailActionToken token = new VerifyEmailActionToken(
            "user-id", Math.toIntExact(Time.currentTimeSeconds() + 60), null, "alice@example.org", "blog-spa");

    @SuppressWarnings("unchecked")
    private final ActionTokenContext<VerifyEmailActionToken> context =
            mock(ActionTokenContext.class, RETURNS_DEEP_STUBS);

    @BeforeEach
    void connect() {
        KeycloakSession session = mock(KeycloakSession.class);
        when(session.revokedTokens()).thenReturn(record);
        when(session.singleUseObjects()).thenReturn(objects);
        // No row in the database.
        JpaConnectionProvider database = mock(JpaConnectionProvider.class, RETURNS_DEEP_STUBS);
        when(session.getProvider(JpaConnectionProvider.class)).thenReturn(database);
        when(context.getSession()).thenReturn(session);
        when(context.getAuthenticationSession().getAuthenticatedUser()).thenReturn(alice);
        token.setNote(MailedToken.BINDING, PasswordBinding.of(alice));
    }

    @Test
    @DisplayName("is shown for a token that nobody has used")
    void fresh() throws Exception {
        assertThat(check()).isTrue();
    }

    @Test
    @DisplayName("is refused to a replay of what the app has redeemed (C-44)")
    void replay() {
        when(record.contains(token.serializeKey())).thenReturn(true);
        assertThatExceptionOfType(ExplainedTokenVerificationException.class).isThrownBy(this::check);
    }

    @Test
    @DisplayName("is shown again if that came to nothing, as when its node was killed")
    void rolledBack() throws Exception {
        when(record.contains(token.serializeKey())).thenReturn(true);
        when(objects.contains(anyString())).thenReturn(true);
        assertThat(check()).isTrue();
    }

    @Test
    @DisplayName("is refused to a token that died with the password (C-43)")
    void passwordChanged() {
        token.setNote(MailedToken.BINDING, "of another password");
        assertThatExceptionOfType(ExplainedTokenVerificationException.class).isThrownBy(this::check);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private boolean check() throws Exception {
        Predicate<? super VerifyEmailActionToken>[] checks = StillBound.after(new Predicate[0], context);
        return checks[0].test(token);
    }
}
