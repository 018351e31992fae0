package io.keycloakspa.testproviders;

import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.storage.UserStorageProviderFactory;

/** Added to a realm as a component of type {@code org.keycloak.storage.UserStorageProvider}. */
public final class AwkwardUserStoreFactory implements UserStorageProviderFactory<AwkwardUserStore> {

    @Override
    public AwkwardUserStore create(KeycloakSession session, ComponentModel model) {
        return new AwkwardUserStore(session, model);
    }

    @Override
    public String getId() {
        return "awkward";
    }
}
