package io.keycloakspa.launcher.web;

import io.keycloakspa.launcher.process.StartFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.PathMappingsHandler;

/** One origin for the browser: the SPA at {@code /}, the articles API below {@code /api/}. */
public final class WebFront implements AutoCloseable {

    private final Server server;
    private final URI baseUrl;

    private WebFront(Server server, URI baseUrl) {
        this.server = server;
        this.baseUrl = baseUrl;
    }

    /**
     * Starts on the loopback interface.
     *
     * @param issuer the realm's issuer, which the SPA learns from {@code /config.json}
     * @param spa the folder of the built SPA
     */
    public static WebFront start(int port, URI issuer, URI api, Path spa) {
        if (!Files.exists(spa.resolve("index.html"))) {
            throw new StartFailure(spa + " holds no built SPA: build first, with ./mvnw -Pstart");
        }
        var headers = new SecurityHeaders(issuer.getScheme() + "://" + issuer.getAuthority());
        String configuration =
                "{\"issuer\":\"%s\",\"clientId\":\"blog-spa\",\"apiUrl\":\"/api\",\"dpop\":true}".formatted(issuer);
        var handlers = new PathMappingsHandler();
        handlers.addMapping(PathSpec.from("/api/*"), toApi(api));
        // Where the API's challenges send clients that ask which issuer to use (RFC 9728 section 3.1).
        handlers.addMapping(PathSpec.from("/.well-known/oauth-protected-resource/*"), toApi(api));
        handlers.addMapping(PathSpec.from("/*"), new SpaFiles(spa, configuration, headers));
        Server server = LoopbackServer.create(port, handlers);
        try {
            server.start();
        } catch (Exception e) {
            throw new StartFailure("The web front did not start: " + e.getMessage(), e);
        }
        return new WebFront(server, URI.create("http://localhost:" + port));
    }

    private static ProxyHandler toApi(URI api) {
        return new ProxyHandler.Reverse(request -> HttpURI.build(request.getHttpURI())
                .scheme(api.getScheme())
                .host(api.getHost())
                .port(api.getPort()));
    }

    public URI baseUrl() {
        return baseUrl;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the web front does not stop", e);
        }
    }
}
