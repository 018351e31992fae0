package io.keycloakspa.testproviders;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialInputValidator;
import org.keycloak.credential.UserCredentialManager;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.adapter.AbstractUserAdapter;
import org.keycloak.storage.user.UserLookupProvider;

/**
 * One read-only person in mixed case, as directories hold them, and the habit of directories to answer a question for a
 * user name by an address as well.
 */
public final class AwkwardUserStore implements UserStorageProvider, UserLookupProvider, CredentialInputValidator {

    // Not USERNAME and EMAIL: inside a UserModel those are the names of its attributes.
    static final String NAME = "MixedCase";
    static final String ADDRESS = "Mixed.Case@Example.org";
    static final String PASSWORD = "the-directory-keeps-this";

    private final KeycloakSession session;
    private final ComponentModel model;

    AwkwardUserStore(KeycloakSession session, ComponentModel model) {
        this.session = session;
        this.model = model;
    }

    @Override
    public @Nullable UserModel getUserById(RealmModel realm, String id) {
        return StorageId.externalId(id).equals(NAME) ? person(realm) : null;
    }

    @Override
    public @Nullable UserModel getUserByUsername(RealmModel realm, String username) {
        return NAME.equalsIgnoreCase(username) || ADDRESS.equalsIgnoreCase(username) ? person(realm) : null;
    }

    @Override
    public @Nullable UserModel getUserByEmail(RealmModel realm, String email) {
        return ADDRESS.equalsIgnoreCase(email) ? person(realm) : null;
    }

    private UserModel person(RealmModel realm) {
        return new AbstractUserAdapter(session, realm, model) {
            @Override
            public String getUsername() {
                return NAME;
            }

            @Override
            public String getEmail() {
                return ADDRESS;
            }

            @Override
            public String getFirstName() {
                return "Mixed";
            }

            @Override
            public String getLastName() {
                return "Case";
            }

            @Override
            public boolean isEmailVerified() {
                return true;
            }

            // As a directory's mapper would; without them Keycloak asks the person to complete a profile.
            @Override
            public Map<String, List<String>> getAttributes() {
                return Map.of(
                        UserModel.USERNAME, List.of(NAME),
                        UserModel.EMAIL, List.of(ADDRESS),
                        UserModel.FIRST_NAME, List.of("Mixed"),
                        UserModel.LAST_NAME, List.of("Case"));
            }

            @Override
            public Stream<String> getAttributeStream(String name) {
                return getAttributes().getOrDefault(name, List.of()).stream();
            }

            @Override
            public @Nullable String getFirstAttribute(String name) {
                return getAttributeStream(name).findFirst().orElse(null);
            }

            @Override
            public SubjectCredentialManager credentialManager() {
                return new UserCredentialManager(session, realm, this);
            }
        };
    }

    @Override
    public boolean supportsCredentialType(String credentialType) {
        return PasswordCredentialModel.TYPE.equals(credentialType);
    }

    @Override
    public boolean isConfiguredFor(RealmModel realm, UserModel user, String credentialType) {
        return supportsCredentialType(credentialType);
    }

    @Override
    public boolean isValid(RealmModel realm, UserModel user, CredentialInput input) {
        return supportsCredentialType(input.getType()) && PASSWORD.equals(input.getChallengeResponse());
    }

    @Override
    public void close() {}
}
