package io.keycloakspa.launcher;

import io.keycloakspa.launcher.api.ArticlesApiServer;
import io.keycloakspa.launcher.database.EmbeddedDatabase;
import io.keycloakspa.launcher.process.ReadinessProbe;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Starts the articles API at a site: the one that the system has, and others of another configuration. */
final class ArticlesApis {

    private final Site site;

    ArticlesApis(Site site) {
        this.site = site;
    }

    ArticlesApiServer start(EmbeddedDatabase database) throws Exception {
        Path jar = site.data().copy(site.build().apiJar());
        return start(jar, database, site.ports().api(), site.ports().apiManagement(), Map.of(), "articles-api");
    }

    /**
     * One more on the same database.
     *
     * @param settings what is different, by the names of its configuration
     */
    ArticlesApiServer another(
            EmbeddedDatabase database, String log, int port, int managementPort, Map<String, String> settings)
            throws Exception {
        Path jar = site.data().path().resolve(site.build().apiJar().getFileName());
        return start(jar, database, port, managementPort, settings, log);
    }

    private ArticlesApiServer start(
            Path jar, EmbeddedDatabase database, int port, int managementPort, Map<String, String> settings, String log)
            throws Exception {
        var environment = new HashMap<>(Map.of(
                "SPRING_DATASOURCE_URL",
                database.jdbcUrl("articles"),
                "SPRING_DATASOURCE_USERNAME",
                EmbeddedDatabase.USER,
                "SPRING_DATASOURCE_PASSWORD",
                site.databasePassword(),
                "ARTICLES_ISSUER",
                site.issuer().toString(),
                "ARTICLES_RESOURCE",
                site.webUrl() + "/api",
                "ARTICLES_API_CLIENT_SECRET",
                site.apiClientSecret()));
        environment.putAll(settings);
        var server = ArticlesApiServer.start(
                jar, port, managementPort, environment, site.data().log(log));
        site.running().opened(server, server.process());
        server.awaitReady(new ReadinessProbe());
        return server;
    }
}
