package io.keycloakspa.e2e.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A host of files on an origin of its own, as docs/deploy.md asks for one: it knows one rule for paths and the same
 * headers for every answer, and draws nothing anew.
 */
public final class StaticHost implements AutoCloseable {

    private final HttpServer server;

    private StaticHost(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free port of this machine; it has no content yet. */
    public static StaticHost start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return new StaticHost(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves a folder: {@code /config.json} from the text, paths without a dot from {@code index.html}. */
    public void publish(Path folder, String configuration, Map<String, String> headers) {
        server.createContext("/", exchange -> {
            headers.forEach(exchange.getResponseHeaders()::set);
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/config.json")) {
                answer(exchange, "application/json", configuration.getBytes(StandardCharsets.UTF_8));
                return;
            }
            Path file = folder.resolve(path.contains(".") ? path.substring(1) : "index.html")
                    .normalize();
            if (file.startsWith(folder) && Files.isRegularFile(file)) {
                answer(exchange, type(file.getFileName().toString()), Files.readAllBytes(file));
            } else {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
            }
        });
    }

    private static String type(String file) {
        if (file.endsWith(".js")) {
            return "text/javascript";
        }
        String guessed = URLConnection.guessContentTypeFromName(file);
        return guessed == null ? "application/octet-stream" : guessed;
    }

    private static void answer(HttpExchange exchange, String type, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    public String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
