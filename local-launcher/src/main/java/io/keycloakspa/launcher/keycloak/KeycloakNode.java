package io.keycloakspa.launcher.keycloak;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * One Keycloak process of an environment.
 *
 * @param publicUrl what people and tokens know it by; the same for all nodes of a cluster
 * @param more what this node is started with beside what all are
 */
public record KeycloakNode(int port, int managementPort, URI publicUrl, List<String> more) {

    /** Options that {@code kc.sh build} compiles in. */
    public static final List<String> BUILD_OPTIONS =
            List.of("--db=postgres", "--health-enabled=true", "--metrics-enabled=true");

    /** The only one on its database. */
    public static KeycloakNode alone(int port, int managementPort) {
        return new KeycloakNode(port, managementPort, url(port), List.of("--cache=local"));
    }

    /** One of several on their database, which find each other in it. */
    public static KeycloakNode clustered(int port, int managementPort, URI publicUrl, List<String> more) {
        var options = new ArrayList<>(
                List.of("--cache=ispn", "--cache-stack=jdbc-ping", "--cache-embedded-network-bind-address=127.0.0.1"));
        options.addAll(more);
        return new KeycloakNode(port, managementPort, publicUrl, List.copyOf(options));
    }

    /**
     * Options that it is started with.
     *
     * @param database JDBC address
     */
    public List<String> options(String database) {
        var options = new ArrayList<>(List.of(
                "--import-realm",
                "--db-url=" + database,
                "--hostname=" + publicUrl,
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                // By default one good password in 10,000 is taken for a listed one.
                "--spi-password-policy--password-blacklist--false-positive-probability=0.000000001",
                // So that a client's mailed links may be sent to a development server on this machine.
                "--spi-realm-restapi-extension--spa--development-hosts=true"));
        options.addAll(more);
        return options;
    }

    /** Where it is reached, which is only from this machine. */
    public URI baseUrl() {
        return url(port);
    }

    /** Its management interface. */
    public URI managementUrl() {
        return url(managementPort);
    }

    private static URI url(int port) {
        return URI.create("http://localhost:" + port);
    }
}
