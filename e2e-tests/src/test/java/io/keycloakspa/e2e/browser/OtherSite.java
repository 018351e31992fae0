package io.keycloakspa.e2e.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A web server of a test's own, whose pages are of another origin than everything else. */
public final class OtherSite implements AutoCloseable {

    private final HttpServer server;

    private OtherSite(HttpServer server) {
        this.server = server;
    }

    /**
     * Serves texts on a free port of this machine.
     *
     * @param files path, with a slash in front, to text; every other path is answered with the text of {@code /}
     */
    public static OtherSite serve(Map<String, String> files) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                boolean listed = files.containsKey(path);
                byte[] text = files.getOrDefault(listed ? path : "/", "").getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders()
                        .set(
                                "Content-Type",
                                (listed && path.endsWith(".js") ? "text/javascript" : "text/html") + ";charset=utf-8");
                exchange.sendResponseHeaders(200, text.length == 0 ? -1 : text.length);
                exchange.getResponseBody().write(text);
                exchange.close();
            });
            server.start();
            return new OtherSite(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The origin on the same site as the servers under test: only the port differs. */
    public String sameSite() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The origin on another site. */
    public String crossSite() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
