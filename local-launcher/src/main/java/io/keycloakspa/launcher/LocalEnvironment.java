package io.keycloakspa.launcher;

import io.keycloakspa.launcher.api.ArticlesApiServer;
import io.keycloakspa.launcher.database.EmbeddedDatabase;
import io.keycloakspa.launcher.keycloak.KeycloakDistribution;
import io.keycloakspa.launcher.keycloak.KeycloakServer;
import io.keycloakspa.launcher.keycloak.KeycloakSource;
import io.keycloakspa.launcher.mail.Inbox;
import io.keycloakspa.launcher.process.ChildProcess;
import io.keycloakspa.launcher.process.Progress;
import io.keycloakspa.launcher.process.StartFailure;
import io.keycloakspa.launcher.web.WebFront;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The whole system on this machine: PostgreSQL, Keycloak with our extension and realm, the articles API, the web front,
 * the newsletter and a mail inbox. People get it from {@link LocalLauncher}, tests as their fixture.
 */
public final class LocalEnvironment implements AutoCloseable {

    public static final String REALM = "blog";
    public static final String BOOTSTRAP_ADMIN = "bootstrap";

    private final Site site;
    private final Options options;
    private final KeycloakServers keycloaks;
    private final ArticlesApis apis;
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
    private record Parts(EmbeddedDatabase database, KeycloakServer keycloak, ArticlesApiServer api, Inbox inbox) {}

    private LocalEnvironment(Site site, Options options) throws Exception {
        this.site = site;
        this.options = options;
        this.keycloaks = new KeycloakServers(site, options);
        this.apis = new ArticlesApis(site);
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
        BuildInfo build = BuildInfo.load(root);
        DataFolder data = DataFolder.open(dataFolder);
        return new LocalEnvironment(new Site(build, ports, data, new RunningParts(data), progress), options);
    }

    private void prepare() {
        DataFolder data = site.data();
        long ended = data.leftBehind().endAll() + (EmbeddedDatabase.endLeftBehind(site.databaseFolder()) ? 1 : 0);
        if (ended > 0) {
            site.progress().say("Ended " + ended + " processes that an earlier start left behind");
        }
        if (options.fresh()) {
            data.empty();
        }
        site.ports().requireFree();
        data.requireSpace();
        data.requireMadeFor(site.madeFor());
    }

    private Parts start() throws Exception {
        Ports ports = site.ports();
        BuildInfo build = site.build();
        Progress progress = site.progress();
        RunningParts running = site.running();
        Inbox inbox = running.opened(Inbox.start(ports.smtp(), ports.inbox()));
        try (ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Void> prepared = steps.submit(() -> {
                keycloaks.prepare();
                return null;
            });
            EmbeddedDatabase database = progress.step("PostgreSQL " + build.postgresVersion(), this::database);
            Future<ArticlesApiServer> api =
                    steps.submit(() -> progress.step("Articles API ready", () -> apis.start(database)));
            get(prepared);
            KeycloakServer keycloak = progress.step("Keycloak ready", () -> keycloaks.start(database));
            get(api);
            running.opened(WebFront.blog(ports.web(), issuer(), get(api).baseUrl(), build.spa()));
            running.opened(WebFront.newsletter(ports.newsletter(), issuer(), webUrl(), build.newsletter()));
            progress.say("Web front, newsletter and mail inbox");
            site.data().claim(site.madeFor());
            return new Parts(database, keycloak, get(api), inbox);
        }
    }

    private EmbeddedDatabase database() {
        EmbeddedDatabase database = site.running()
                .opened(EmbeddedDatabase.start(
                        site.databaseFolder(),
                        site.ports().postgres(),
                        site.databasePassword(),
                        !options.fresh(),
                        site.data().log("postgres")));
        site.running().remember(database.process());
        return database;
    }

    /**
     * Starts one more Keycloak on the same database, for tests of a cluster. It ends with the environment.
     *
     * @param name of its log
     * @param more options of its own
     */
    public KeycloakServer clusterNode(String name, int port, int managementPort, String... more) throws Exception {
        return keycloaks.node(parts.database(), name, port, managementPort, more);
    }

    /** The same of another release of Keycloak, with the same jars, for tests of an upgrade. */
    public KeycloakServer clusterNode(KeycloakDistribution other, String name, int port, int managementPort)
            throws Exception {
        return keycloaks.node(parts.database(), other, name, port, managementPort);
    }

    /**
     * Starts one more articles API on the same database, for tests of another configuration. It ends with the
     * environment.
     *
     * @param settings what is different, by the names of its configuration
     * @return its address
     */
    public URI anotherApi(String log, int port, int managementPort, Map<String, String> settings) throws Exception {
        return apis.another(parts.database(), log, port, managementPort, settings)
                .baseUrl();
    }

    private static <T> T get(Future<T> step) throws Exception {
        try {
            return step.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    public URI webUrl() {
        return site.webUrl();
    }

    /** A second app of the same realm, which shares the sign-on. */
    public URI newsletterUrl() {
        return site.newsletterUrl();
    }

    public URI keycloakUrl() {
        return site.keycloakUrl();
    }

    public URI issuer() {
        return site.issuer();
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
        return site.bootstrapAdminPassword();
    }

    /** The process ids of the servers that have a process of their own. */
    public List<Long> processIds() {
        return site.running().processIds();
    }

    /** A server that has ended although nobody asked it to. */
    public Optional<ChildProcess> firstDead() {
        return site.running().firstDead();
    }

    /** Ends the servers before the database they use, and gives the data folder free. */
    @Override
    public void close() {
        site.running().close();
    }
}
