package io.keycloakspa.launcher.web;

import io.keycloakspa.launcher.process.StartFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.PathMappingsHandler;

/** A browser app on an origin of its own: its files, and where it has an API that API too. */
public final class WebFront implements AutoCloseable {

    private final Server server;
    private final URI baseUrl;

    private WebFront(Server server, URI baseUrl) {
        this.server = server;
        this.baseUrl = baseUrl;
    }

    /**
     * Starts the blog on the loopback interface: the SPA at {@code /}, the articles API below {@code /api/}.
     *
     * @param issuer the realm's issuer, which the SPA learns from {@code /config.json}
     * @param spa the folder of the built SPA
     */
    public static WebFront blog(int port, URI issuer, URI api, Path spa) {
        String configuration =
                "{\"issuer\":\"%s\",\"clientId\":\"blog-spa\",\"apiUrl\":\"/api\",\"dpop\":true}".formatted(issuer);
        var handlers = new PathMappingsHandler();
        handlers.addMapping(PathSpec.from("/api/*"), toApi(api));
        // Where the API's challenges send clients that ask which issuer to use (RFC 9728 section 3.1).
        handlers.addMapping(PathSpec.from("/.well-known/oauth-protected-resource/*"), toApi(api));
        handlers.addMapping(PathSpec.from("/*"), files(spa, configuration, issuer, ""));
        return start(port, handlers);
    }

    /**
     * Starts the newsletter on the loopback interface: a second app of the realm, without an API.
     *
     * @param blog where people look after the account that both apps share
     * @param newsletter the folder of the built app
     */
    public static WebFront newsletter(int port, URI issuer, URI blog, Path newsletter) {
        String configuration =
                "{\"issuer\":\"%s\",\"clientId\":\"newsletter\",\"blogUrl\":\"%s\"}".formatted(issuer, blog);
        return start(port, files(newsletter, configuration, issuer, blog.toString()));
    }

    private static SpaFiles files(Path folder, String configuration, URI issuer, String accountAt) {
        if (!Files.exists(folder.resolve("index.html"))) {
            throw new StartFailure(folder + " holds no built app: build first, with ./mvnw -Pstart");
        }
        var headers = new SecurityHeaders(issuer.getScheme() + "://" + issuer.getAuthority());
        return new SpaFiles(folder, configuration, headers, accountAt + "/account/password");
    }

    private static WebFront start(int port, Handler handler) {
        Server server = LoopbackServer.create(port, handler);
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
