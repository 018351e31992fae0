package io.keycloakspa.launcher;

import io.keycloakspa.launcher.api.ArticlesApiServer;
import io.keycloakspa.launcher.database.EmbeddedDatabase;
import io.keycloakspa.launcher.keycloak.KeycloakDistribution;
import io.keycloakspa.launcher.keycloak.KeycloakNode;
import io.keycloakspa.launcher.keycloak.KeycloakServer;
import io.keycloakspa.launcher.keycloak.KeycloakSource;
import io.keycloakspa.launcher.keycloak.RealmImport;
import io.keycloakspa.launcher.mail.Inbox;
import io.keycloakspa.launcher.process.ChildProcess;
import io.keycloakspa.launcher.process.Progress;
import io.keycloakspa.launcher.process.ReadinessProbe;
import io.keycloakspa.launcher.process.StartFailure;
import io.keycloakspa.launcher.web.WebFront;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The whole system on this machine: PostgreSQL, Keycloak with our extension and realm, the articles API, the web front,
 * the newsletter and a mail inbox. People get it from {@link LocalLauncher}, tests as their fixture.
 */
public final class LocalEnvironment implements AutoCloseable {

    public static final String REALM = "blog";
    public static final String BOOTSTRAP_ADMIN = "bootstrap";

    private static final URI DEVELOPMENT_SERVER = URI.create("http://localhost:4200");

    private final BuildInfo build;
    private final Options options;
    private final List<Path> providers;
    private final Ports ports;
    private final Progress progress;
    private final DataFolder data;
    private final RunningParts running;
    private final KeycloakSource keycloakSource;
    private final Parts parts;

    /**
     * What tests want differently.
     *
     * @param fresh begins with an empty database, which need not survive a crash
     * @param moreProviders jars that Keycloak loads beside our extension, such as a test's instruments
     * @param keycloakVariables of its process, from which Keycloak takes options too
     * @param keycloak where it comes from, if not from its distribution
     */
    public record Options(
            boolean fresh,
            List<Path> moreProviders,
            Map<String, String> keycloakVariables,
            Optional<KeycloakSource> keycloak) {

        /** The data is kept between starts, and Keycloak loads our extension only. */
        public static final Options KEPT = new Options(false, List.of(), Map.of(), Optional.empty());
    }

    /** What runs once the start is over. */
    private record Parts(
            EmbeddedDatabase database, KeycloakServer keycloak, ArticlesApiServer api, Inbox inbox, WebFront web) {}

    private LocalEnvironment(BuildInfo build, Path dataFolder, Ports ports, Progress progress, Options options)
            throws Exception {
        this.build = build;
        this.providers = Stream.concat(Stream.of(build.extensionJar()), options.moreProviders().stream())
                .toList();
        this.options = options;
        this.ports = ports;
        this.progress = progress;
        this.data = DataFolder.open(dataFolder);
        this.running = new RunningParts(data);
        this.keycloakSource = options.keycloak().orElseGet(this::distribution);
        try {
            prepare();
            this.parts = start();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything and returns when every server answers.
     *
     * @param root the project's folder, built
     * @param dataFolder kept between starts
     * @throws StartFailure with a sentence that says what to do
     */
    public static LocalEnvironment start(Path root, Path dataFolder, Ports ports, Progress progress, Options options)
            throws Exception {
        return new LocalEnvironment(BuildInfo.load(root), dataFolder, ports, progress, options);
    }

    private void prepare() {
        long ended = data.leftBehind().endAll() + (EmbeddedDatabase.endLeftBehind(databaseFolder()) ? 1 : 0);
        if (ended > 0) {
            progress.say("Ended " + ended + " processes that an earlier start left behind");
        }
        if (options.fresh()) {
            data.empty();
        }
        ports.requireFree();
        data.requireSpace();
        data.requireMadeFor(madeFor());
    }

    private Properties madeFor() {
        var madeFor = new Properties();
        madeFor.setProperty("PostgreSQL", build.postgresMajor());
        madeFor.setProperty("Keycloak", build.keycloakVersion());
        madeFor.setProperty("the web front", webUrl().toString());
        madeFor.setProperty("the newsletter", newsletterUrl().toString());
        madeFor.setProperty("the issuer", issuer().toString());
        return madeFor;
    }

    private Path databaseFolder() {
        return data.path().resolve("postgres");
    }

    private String databasePassword() {
        return data.secret("postgres-password");
    }

    private Parts start() throws Exception {
        Inbox inbox = running.opened(Inbox.start(ports.smtp(), ports.inbox()));
        try (ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Void> prepared = steps.submit(() -> {
                prepare(keycloakSource);
                return null;
            });
            EmbeddedDatabase database = progress.step("PostgreSQL " + build.postgresVersion(), this::database);
            Future<ArticlesApiServer> api = steps.submit(() -> api(database));
            KeycloakNode alone = KeycloakNode.alone(ports.keycloak(), ports.keycloakManagement());
            get(prepared);
            KeycloakServer keycloak =
                    progress.step("Keycloak ready", () -> keycloak(keycloakSource, database, alone, "keycloak"));
            get(api);
            WebFront web = running.opened(WebFront.blog(ports.web(), issuer(), get(api).baseUrl(), build.spa()));
            running.opened(WebFront.newsletter(ports.newsletter(), issuer(), webUrl(), build.newsletter()));
            progress.say("Web front, newsletter and mail inbox");
            data.claim(madeFor());
            return new Parts(database, keycloak, get(api), inbox, web);
        }
    }

    private EmbeddedDatabase database() {
        EmbeddedDatabase database = running.opened(EmbeddedDatabase.start(
                databaseFolder(), ports.postgres(), databasePassword(), !options.fresh(), data.log("postgres")));
        running.remember(database.process());
        return database;
    }

    private KeycloakSource distribution() {
        return distribution(
                "keycloak-build",
                () -> progress.step(
                        "Keycloak " + build.keycloakVersion() + " checked and unpacked",
                        () -> KeycloakDistribution.unpackOnce(
                                build.keycloakArchive(),
                                build.keycloakSha256(),
                                build.keycloakVersion(),
                                data.path())));
    }

    private KeycloakSource distribution(String log, Callable<KeycloakDistribution> unpacking) {
        return new DistributionSource(unpacking, data.log(log), progress, running::begun);
    }

    private void prepare(KeycloakSource keycloak) throws Exception {
        var realm = new RealmImport(build.realm());
        keycloak.prepare(providers, realm.files(DEVELOPMENT_SERVER, URI.create("http://localhost:" + ports.api())));
    }

    private KeycloakServer keycloak(KeycloakSource source, EmbeddedDatabase database, KeycloakNode node, String log)
            throws Exception {
        var environment = new HashMap<>(options.keycloakVariables());
        environment.putAll(Map.ofEntries(
                Map.entry("KC_DB_USERNAME", EmbeddedDatabase.USER),
                Map.entry("KC_DB_PASSWORD", databasePassword()),
                Map.entry("KC_BOOTSTRAP_ADMIN_USERNAME", BOOTSTRAP_ADMIN),
                Map.entry("KC_BOOTSTRAP_ADMIN_PASSWORD", bootstrapAdminPassword()),
                Map.entry("BLOG_SPA_URL", webUrl().toString()),
                Map.entry("NEWSLETTER_URL", newsletterUrl().toString()),
                Map.entry("ARTICLES_API_CLIENT_SECRET", data.secret("articles-api-client-secret")),
                Map.entry("SMTP_HOST", "localhost"),
                Map.entry("SMTP_PORT", Integer.toString(ports.smtp())),
                Map.entry("SMTP_FROM", "no-reply@example.org")));
        KeycloakServer server =
                running.opened(source.start(node, database.jdbcUrl("keycloak"), environment, data.log(log)));
        server.process().ifPresent(running::watch);
        server.awaitReady(new ReadinessProbe());
        return server;
    }

    /**
     * Starts one more Keycloak on the same database, for tests of a cluster. It ends with the environment.
     *
     * @param name of its log
     * @param options of its own
     */
    public KeycloakServer clusterNode(String name, int port, int managementPort, String... options) throws Exception {
        KeycloakNode node = KeycloakNode.clustered(port, managementPort, keycloakUrl(), List.of(options));
        return keycloak(keycloakSource, parts.database(), node, name);
    }

    /** The same of another release of Keycloak, with the same jars, for tests of an upgrade. */
    public KeycloakServer clusterNode(KeycloakDistribution other, String name, int port, int managementPort)
            throws Exception {
        KeycloakSource source = distribution(name + "-build", () -> other);
        prepare(source);
        KeycloakNode node = KeycloakNode.clustered(port, managementPort, keycloakUrl(), List.of());
        return keycloak(source, parts.database(), node, name);
    }

    private ArticlesApiServer api(EmbeddedDatabase database) throws Exception {
        return progress.step(
                "Articles API ready",
                () -> api(
                        data.copy(build.apiJar()),
                        database,
                        ports.api(),
                        ports.apiManagement(),
                        Map.of(),
                        "articles-api"));
    }

    /**
     * Starts one more articles API on the same database, for tests of another configuration. It ends with the
     * environment.
     *
     * @param settings what is different, by the names of its configuration
     * @return its address
     */
    public URI anotherApi(String log, int port, int managementPort, Map<String, String> settings) throws Exception {
        Path running = data.path().resolve(build.apiJar().getFileName());
        return api(running, parts.database(), port, managementPort, settings, log)
                .baseUrl();
    }

    private ArticlesApiServer api(
            Path jar, EmbeddedDatabase database, int port, int managementPort, Map<String, String> settings, String log)
            throws Exception {
        var environment = new HashMap<>(Map.of(
                "SPRING_DATASOURCE_URL",
                database.jdbcUrl("articles"),
                "SPRING_DATASOURCE_USERNAME",
                EmbeddedDatabase.USER,
                "SPRING_DATASOURCE_PASSWORD",
                databasePassword(),
                "ARTICLES_ISSUER",
                issuer().toString(),
                "ARTICLES_RESOURCE",
                webUrl() + "/api",
                "ARTICLES_API_CLIENT_SECRET",
                data.secret("articles-api-client-secret")));
        environment.putAll(settings);
        var server = ArticlesApiServer.start(jar, port, managementPort, environment, data.log(log));
        running.opened(server, server.process());
        server.awaitReady(new ReadinessProbe());
        return server;
    }

    private static <T> T get(Future<T> step) throws Exception {
        try {
            return step.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    public URI webUrl() {
        return URI.create("http://localhost:" + ports.web());
    }

    /** A second app of the same realm, which shares the sign-on. */
    public URI newsletterUrl() {
        return URI.create("http://localhost:" + ports.newsletter());
    }

    public URI keycloakUrl() {
        return URI.create("http://localhost:" + ports.keycloak());
    }

    public URI issuer() {
        return URI.create(keycloakUrl() + "/realms/" + REALM);
    }

    public URI apiUrl() {
        return parts.api().baseUrl();
    }

    public URI managementUrl() {
        return parts.keycloak().managementUrl();
    }

    public Inbox inbox() {
        return parts.inbox();
    }

    public String bootstrapAdminPassword() {
        return data.secret("bootstrap-admin-password");
    }

    /** The process ids of the servers that have a process of their own. */
    public List<Long> processIds() {
        return running.processIds();
    }

    /** A server that has ended although nobody asked it to. */
    public Optional<ChildProcess> firstDead() {
        return running.firstDead();
    }

    /** Ends the servers before the database they use, and gives the data folder free. */
    @Override
    public void close() {
        running.close();
    }
}
