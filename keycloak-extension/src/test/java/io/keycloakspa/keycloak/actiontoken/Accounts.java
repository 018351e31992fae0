package io.keycloakspa.keycloak.actiontoken;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/** Accounts without a server. */
public final class Accounts {

    private Accounts() {}

    /** An enabled account with an address that is not confirmed. */
    public static UserModel account(@Nullable String email, CredentialModel... passwords) {
        UserModel user = mock(UserModel.class);
        when(user.getId()).thenReturn("user-id");
        when(user.isEnabled()).thenReturn(true);
        when(user.getEmail()).thenReturn(email);
        when(user.getRequiredActionsStream()).thenAnswer(call -> Stream.empty());
        setPasswords(user, passwords);
        return user;
    }

    public static void setPasswords(UserModel user, CredentialModel... passwords) {
        SubjectCredentialManager credentials = mock(SubjectCredentialManager.class);
        when(credentials.getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE))
                .thenAnswer(call -> Arrays.stream(passwords));
        when(user.credentialManager()).thenReturn(credentials);
    }

    /** A stored password. */
    public static CredentialModel password(String id, long createdAt) {
        CredentialModel password = new CredentialModel();
        password.setId(id);
        password.setType(PasswordCredentialModel.TYPE);
        password.setCreatedDate(createdAt);
        return password;
    }
}
