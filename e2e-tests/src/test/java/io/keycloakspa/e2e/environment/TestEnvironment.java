package io.keycloakspa.e2e.environment;

import io.keycloakspa.launcher.LocalEnvironment;
import java.net.URI;

/**
 * The system under test as tests reach it, the same wherever it runs. Addresses have no slash at the end.
 *
 * @param webUrl the blog
 * @param newsletterUrl the second app of the same realm
 * @param keycloakUrl where people and apps reach Keycloak
 * @param adminUrl where administrators do
 * @param smtpHost the mail server as Keycloak names it
 */
public record TestEnvironment(
        URI webUrl,
        URI newsletterUrl,
        URI keycloakUrl,
        URI adminUrl,
        String adminUser,
        String adminPassword,
        String smtpHost,
        int smtpPort,
        HttpInbox inbox) {

    /** The realm that people sign in to. */
    public static final String REALM = LocalEnvironment.REALM;

    /** Servers of this machine, started from here. */
    public static TestEnvironment of(LocalEnvironment local) {
        return new TestEnvironment(
                local.webUrl(),
                local.newsletterUrl(),
                local.keycloakUrl(),
                local.keycloakUrl(),
                LocalEnvironment.BOOTSTRAP_ADMIN,
                local.bootstrapAdminPassword(),
                "localhost",
                local.inbox().smtpPort(),
                new HttpInbox(local.inbox().baseUrl()));
    }

    public URI issuer() {
        return URI.create(keycloakUrl + "/realms/" + REALM);
    }

    /** A record would show it. */
    @Override
    public String toString() {
        return webUrl.toString();
    }
}
