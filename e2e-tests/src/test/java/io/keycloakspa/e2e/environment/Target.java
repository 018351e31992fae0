package io.keycloakspa.e2e.environment;

import io.keycloakspa.e2e.containers.ContainerKeycloakSource;
import io.keycloakspa.launcher.keycloak.KeycloakSource;
import java.net.URI;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * Which system the tests are run against, by the switch {@code -De2e.target}.
 *
 * @param kind who starts the servers
 * @param url of the blog, if somebody else does
 */
record Target(Kind kind, Optional<URI> url) {

    /** Who starts the servers. */
    enum Kind {
        /** The tests, all of them on this machine. */
        LOCAL,
        /** The same, but Keycloak in a container of its own image. */
        CONTAINERS,
        /** Somebody else, elsewhere perhaps. */
        DEPLOYED
    }

    /**
     * The one that was asked for, as a rule the local one.
     *
     * @throws IllegalArgumentException if that makes no sense, with a sentence that says what does
     */
    static Target asked() {
        return of(System.getProperty("e2e.target", "local"));
    }

    static Target of(String asked) {
        if (asked.equals("local")) {
            return new Target(Kind.LOCAL, Optional.empty());
        }
        if (asked.equals("containers")) {
            return new Target(Kind.CONTAINERS, Optional.empty());
        }
        if (asked.matches("https?://[^/?#@]+")) {
            return new Target(Kind.DEPLOYED, Optional.of(URI.create(asked)));
        }
        throw new IllegalArgumentException(
                "-De2e.target=" + asked
                        + " is no target: give local, containers, or the origin of a deployed blog such as https://blog.example.org, without a slash at the end");
    }

    /** Where an environment that the tests start gets its Keycloak from, if not from the distribution. */
    Optional<KeycloakSource> keycloak() {
        if (kind == Kind.DEPLOYED) {
            throw new TestAbortedException(Need.SERVERS.reason());
        }
        return kind == Kind.CONTAINERS ? Optional.of(new ContainerKeycloakSource()) : Optional.empty();
    }

    @Override
    public String toString() {
        if (kind == Kind.LOCAL) {
            return "local environment";
        }
        return url.map(URI::toString).orElse("Keycloak in a container, the rest on this machine");
    }
}
