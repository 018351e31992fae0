package io.keycloakspa.launcher.keycloak;

import java.net.URI;

/** A running Keycloak with our extension and the realm {@code blog}. */
public interface KeycloakServer extends AutoCloseable {

    /** Where people and apps reach it, without a slash at the end. */
    URI baseUrl();

    /** The management interface: health and metrics, never public. */
    URI managementUrl();

    @Override
    void close();
}
