package io.keycloakspa.launcher;

import io.keycloakspa.launcher.process.Progress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Where a system stands on this machine: its addresses, folder, secrets and processes, which its servers share. */
record Site(BuildInfo build, Ports ports, DataFolder data, RunningParts running, Progress progress) {

    URI webUrl() {
        return URI.create("http://localhost:" + ports.web());
    }

    URI newsletterUrl() {
        return URI.create("http://localhost:" + ports.newsletter());
    }

    URI keycloakUrl() {
        return URI.create("http://localhost:" + ports.keycloak());
    }

    URI issuer() {
        return URI.create(keycloakUrl() + "/realms/" + LocalEnvironment.REALM);
    }

    Path databaseFolder() {
        return data.path().resolve("postgres");
    }

    String databasePassword() {
        return data.secret("postgres-password");
    }

    String apiClientSecret() {
        return data.secret("articles-api-client-secret");
    }

    String bootstrapAdminPassword() {
        return data.secret("bootstrap-admin-password");
    }

    /** What the data folder's content depends on. */
    Properties madeFor() {
        var madeFor = new Properties();
        madeFor.putAll(Map.of(
                "PostgreSQL", build.postgresMajor(),
                "Keycloak", build.keycloakVersion(),
                "the web front", webUrl().toString(),
                "the newsletter", newsletterUrl().toString(),
                "the issuer", issuer().toString()));
        return madeFor;
    }
}
