package io.keycloakspa.launcher.keycloak;

import io.keycloakspa.launcher.process.ChildProcess;
import io.keycloakspa.launcher.process.ReadinessProbe;
import java.net.URI;
import java.util.Optional;

/** A running Keycloak with our extension and the realm {@code blog}. */
public interface KeycloakServer extends AutoCloseable {

    /** Where people and apps reach it, without a slash at the end. */
    URI baseUrl();

    /** The management interface: health and metrics, never public. */
    URI managementUrl();

    /** Until this returns, every request is answered 503: the server starts its realms in the background. */
    void awaitReady(ReadinessProbe probe) throws InterruptedException;

    /** Its process, if that is one of ours. */
    Optional<ChildProcess> process();

    @Override
    void close();
}
