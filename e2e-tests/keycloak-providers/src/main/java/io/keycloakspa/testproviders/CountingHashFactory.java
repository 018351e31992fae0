package io.keycloakspa.testproviders;

import org.keycloak.Config;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.credential.hash.PasswordHashProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Chosen by a realm's password policy {@code hashAlgorithm(counting)}. */
public final class CountingHashFactory implements PasswordHashProviderFactory {

    static final String ID = "counting";

    @Override
    public PasswordHashProvider create(KeycloakSession session) {
        return new CountingHash();
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
