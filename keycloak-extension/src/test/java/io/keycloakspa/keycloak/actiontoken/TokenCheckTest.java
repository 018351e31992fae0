package io.keycloakspa.keycloak.actiontoken;

import static io.keycloakspa.keycloak.actiontoken.Accounts.account;
import static io.keycloakspa.keycloak.actiontoken.Accounts.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.authentication.actiontoken.DefaultActionToken;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.authentication.actiontoken.resetcred.ResetCredentialsActionToken;
import org.keycloak.authentication.actiontoken.updateemail.UpdateEmailActionToken;
import org.keycloak.authentication.actiontoken.verifyemail.VerifyEmailActionToken;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RevokedTokenProvider;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.UserProvider;
import org.keycloak.revoketokens.jpa.JpaRevokedTokenProvider;

@DisplayName("The check of a mailed token")
class TokenCheckTest {

    private static final String BLOG = "blog-spa";
    private static final String OLD = "alice@example.org";

    private final KeycloakSession session = mock(KeycloakSession.class);
    private final RealmModel realm = mock(RealmModel.class);
    private final UserProvider users = mock(UserProvider.class);
    private final RevokedTokenProvider spent = mock(JpaRevokedTokenProvider.class);
    private final ClientModel blog = client(BLOG);
    private final UserModel alice = account(OLD, password("id-1", 1000));

    @BeforeEach
    void connect() {
        when(session.users()).thenReturn(users);
        when(session.revokedTokens()).thenReturn(spent);
        when(users.getUserById(realm, "user-id")).thenReturn(alice);
    }

    @Test
    @DisplayName("finds a fresh token of each purpose good, and whose it is")
    void good() {
        for (MailedToken mailed : List.of(
                confirm(),
                reset(),
                email(OLD),
                mailed(
                        Purpose.ACTION,
                        new ExecuteActionsActionToken(
                                "user-id", OLD, inAMinute(), List.of("UPDATE_PASSWORD"), null, BLOG)))) {
            TokenCheck.Judged judged = judge(mailed);
            assertThat(judged.verdict()).as(mailed.purpose().code()).isEqualTo(Verdict.GOOD);
            assertThat(judged.user()).isSameAs(alice);
        }
    }

    @Test
    @DisplayName("changes nothing (C-21)")
    void changesNothing() {
        judge(confirm());
        verify(spent, never()).put(anyString(), anyLong());
        verify(alice, never()).setEmailVerified(true);
        verify(alice, never()).removeRequiredAction(any(RequiredAction.class));
    }

    @Test
    @DisplayName("refuses a token that another client presents, and one whose client is disabled (C-26)")
    void foreignClient() {
        MailedToken mailed = confirm();
        assertThat(new TokenCheck(session, realm)
                        .judge(mailed, client("newsletter"))
                        .verdict())
                .isEqualTo(Verdict.INVALID);
        when(blog.isEnabled()).thenReturn(false);
        assertInvalid(mailed);
    }

    @Test
    @DisplayName("refuses a token that Keycloak mailed without us")
    void stockToken() {
        VerifyEmailActionToken token = new VerifyEmailActionToken("user-id", inAMinute(), null, OLD, BLOG);
        assertInvalid(new MailedToken(Purpose.CONFIRM, token, "text"));
    }

    @Test
    @DisplayName("refuses a token after another one was used, on whatever page (C-44)")
    void usedToken() {
        MailedToken mailed = reset();
        when(spent.contains(mailed.token().serializeKey())).thenReturn(true);
        assertInvalid(mailed);
        assertThat(judge(reset()).verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    @DisplayName("refuses a token after a change of the password (C-26, C-43)")
    void passwordChanged() {
        List<MailedToken> mailed = List.of(confirm(), reset(), email(OLD));
        Accounts.setPasswords(alice, password("id-1", 2000));
        mailed.forEach(this::assertInvalid);
    }

    @Test
    @DisplayName("refuses a token after a change of the address, the new one's letters included (C-26)")
    void addressChanged() {
        List<MailedToken> mailed = List.of(confirm(), reset(), email(OLD));
        when(alice.getEmail()).thenReturn("mallory@example.org");
        mailed.forEach(this::assertInvalid);
    }

    @Test
    @DisplayName("goes by the old address where the new one is to be confirmed, and by none where there was none")
    void changeOfAddress() {
        assertInvalid(email("somebody-else@example.org"));
        MailedToken first = mailed(
                Purpose.EMAIL, new UpdateEmailActionToken("user-id", inAMinute(), null, "new@example.org", BLOG));
        assertInvalid(first);
        when(alice.getEmail()).thenReturn(null);
        assertThat(judge(first).verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    @DisplayName("refuses a token of an account that was disabled or deleted (C-26, C-45)")
    void accountGone() {
        MailedToken mailed = reset();
        when(alice.isEnabled()).thenReturn(false);
        assertInvalid(mailed);
        when(users.getUserById(realm, "user-id")).thenReturn(null);
        assertInvalid(mailed);
        assertThat(judge(mailed).user()).isNull();
    }

    @Test
    @DisplayName("knows an expired one from a bad one (C-22)")
    void expired() {
        MailedToken mailed = mailed(
                Purpose.RESET,
                new ResetCredentialsActionToken("user-id", OLD, (int) Time.currentTimeSeconds(), null, BLOG));
        assertThat(judge(mailed).verdict()).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    @DisplayName("says that all is confirmed, unless an administrator has asked again (C-22)")
    void alreadyConfirmed() {
        when(alice.isEmailVerified()).thenReturn(true);
        assertThat(judge(confirm()).verdict()).isEqualTo(Verdict.ALREADY_CONFIRMED);
        assertThat(judge(reset()).verdict()).isEqualTo(Verdict.GOOD);
        when(alice.getRequiredActionsStream()).thenAnswer(call -> Stream.of("VERIFY_EMAIL"));
        assertThat(judge(confirm()).verdict()).isEqualTo(Verdict.GOOD);
    }

    private void assertInvalid(MailedToken mailed) {
        assertThat(judge(mailed).verdict()).as(mailed.purpose().code()).isEqualTo(Verdict.INVALID);
    }

    private TokenCheck.Judged judge(MailedToken mailed) {
        return new TokenCheck(session, realm).judge(mailed, blog);
    }

    private MailedToken confirm() {
        return mailed(Purpose.CONFIRM, new VerifyEmailActionToken("user-id", inAMinute(), null, OLD, BLOG));
    }

    private MailedToken reset() {
        return mailed(Purpose.RESET, new ResetCredentialsActionToken("user-id", OLD, inAMinute(), null, BLOG));
    }

    private MailedToken email(String from) {
        return mailed(Purpose.EMAIL, new UpdateEmailActionToken("user-id", inAMinute(), from, "new@example.org", BLOG));
    }

    private MailedToken mailed(Purpose purpose, DefaultActionToken token) {
        token.setNote(MailedToken.BINDING, PasswordBinding.of(alice));
        return new MailedToken(purpose, token, "text");
    }

    private static int inAMinute() {
        return Math.toIntExact(Time.currentTimeSeconds() + 60);
    }

    private static ClientModel client(String clientId) {
        ClientModel client = mock(ClientModel.class);
        when(client.isEnabled()).thenReturn(true);
        when(client.getClientId()).thenReturn(clientId);
        return client;
    }
}
