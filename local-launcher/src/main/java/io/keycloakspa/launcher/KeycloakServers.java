package io.keycloakspa.launcher;

import io.keycloakspa.launcher.database.EmbeddedDatabase;
import io.keycloakspa.launcher.keycloak.KeycloakDistribution;
import io.keycloakspa.launcher.keycloak.KeycloakNode;
import io.keycloakspa.launcher.keycloak.KeycloakServer;
import io.keycloakspa.launcher.keycloak.KeycloakSource;
import io.keycloakspa.launcher.keycloak.RealmImport;
import io.keycloakspa.launcher.process.ReadinessProbe;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Starts Keycloak at a site: the one that the system has, and further nodes beside it. */
final class KeycloakServers {

    private static final URI DEVELOPMENT_SERVER = URI.create("http://localhost:4200");

    private final Site site;
    private final LocalEnvironment.Options options;
    private final KeycloakSource usual;

    KeycloakServers(Site site, LocalEnvironment.Options options) {
        this.site = site;
        this.options = options;
        this.usual = options.keycloak().orElseGet(() -> distribution("keycloak-build", this::unpacked));
    }

    /** Everything that needs no database yet. */
    void prepare() throws Exception {
        prepare(usual);
    }

    KeycloakServer start(EmbeddedDatabase database) throws Exception {
        KeycloakNode alone =
                KeycloakNode.alone(site.ports().keycloak(), site.ports().keycloakManagement());
        return start(usual, database, alone, "keycloak");
    }

    /** One more on the same database. */
    KeycloakServer node(EmbeddedDatabase database, String name, int port, int managementPort, String... more)
            throws Exception {
        return start(usual, database, clustered(port, managementPort, more), name);
    }

    /** One more of another release, with the same jars. */
    KeycloakServer node(
            EmbeddedDatabase database, KeycloakDistribution other, String name, int port, int managementPort)
            throws Exception {
        KeycloakSource source = distribution(name + "-build", () -> other);
        prepare(source);
        return start(source, database, clustered(port, managementPort), name);
    }

    private KeycloakNode clustered(int port, int managementPort, String... more) {
        return KeycloakNode.clustered(port, managementPort, site.keycloakUrl(), List.of(more));
    }

    private KeycloakDistribution unpacked() throws Exception {
        BuildInfo build = site.build();
        return site.progress()
                .step(
                        "Keycloak " + build.keycloakVersion() + " checked and unpacked",
                        () -> KeycloakDistribution.unpackOnce(
                                build.keycloakArchive(),
                                build.keycloakSha256(),
                                build.keycloakVersion(),
                                site.data().path()));
    }

    private KeycloakSource distribution(String log, Callable<KeycloakDistribution> unpacking) {
        return new DistributionSource(unpacking, site.data().log(log), site.progress(), site.running()::begun);
    }

    private void prepare(KeycloakSource keycloak) throws Exception {
        List<Path> providers = Stream.concat(Stream.of(site.build().extensionJar()), options.moreProviders().stream())
                .toList();
        var realm = new RealmImport(site.build().realm());
        keycloak.prepare(
                providers,
                realm.files(
                        DEVELOPMENT_SERVER,
                        URI.create("http://localhost:" + site.ports().api())));
    }

    private KeycloakServer start(KeycloakSource source, EmbeddedDatabase database, KeycloakNode node, String log)
            throws Exception {
        var environment = new HashMap<>(options.keycloakVariables());
        environment.putAll(Map.ofEntries(
                Map.entry("KC_DB_USERNAME", EmbeddedDatabase.USER),
                Map.entry("KC_DB_PASSWORD", site.databasePassword()),
                Map.entry("KC_BOOTSTRAP_ADMIN_USERNAME", LocalEnvironment.BOOTSTRAP_ADMIN),
                Map.entry("KC_BOOTSTRAP_ADMIN_PASSWORD", site.bootstrapAdminPassword()),
                Map.entry("BLOG_SPA_URL", site.webUrl().toString()),
                Map.entry("NEWSLETTER_URL", site.newsletterUrl().toString()),
                Map.entry("ARTICLES_API_CLIENT_SECRET", site.apiClientSecret()),
                Map.entry("SMTP_HOST", "localhost"),
                Map.entry("SMTP_PORT", Integer.toString(site.ports().smtp())),
                Map.entry("SMTP_FROM", "no-reply@example.org")));
        KeycloakServer server = site.running()
                .opened(source.start(
                        node,
                        database.jdbcUrl("keycloak"),
                        environment,
                        site.data().log(log)));
        server.process().ifPresent(site.running()::watch);
        server.awaitReady(new ReadinessProbe());
        return server;
    }
}
