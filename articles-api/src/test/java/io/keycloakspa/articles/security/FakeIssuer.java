package io.keycloakspa.articles.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A realm that publishes its keys over HTTP, counts who asks for them, and can fail in each way a server can. */
public final class FakeIssuer implements AutoCloseable {

    /** How it answers. */
    public enum Mood {
        WELL,
        FAILING,
        SILENT,
        TRICKLING,
        TALKING_HTML,
        WITHOUT_KEYS,
        FLOODING,
        REDIRECTING
    }

    private static final long TRICKLE_MILLIS = 20;

    private static final String SECRET = "s3cret: 100% + ü";

    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicInteger introspections = new AtomicInteger();
    private final Set<String> signedOut = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private volatile Mood mood = Mood.WELL;
    private volatile JWKSet keys = TestTokens.published();

    public FakeIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/certs", exchange -> {
            fetches.incrementAndGet();
            answer(exchange, published());
        });
        server.createContext("/introspect", exchange -> {
            introspections.incrementAndGet();
            answer(exchange, introspect(exchange));
        });
        server.createContext("/elsewhere", exchange -> send(exchange, 200, published()));
        server.start();
    }

    public URI certs() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/certs");
    }

    public void becomes(Mood mood) {
        this.mood = mood;
    }

    /** The realm signs with this key from now on; the keys before stay published. */
    public void rotatesTo(RSAKey key) {
        List<JWK> all = new ArrayList<>(keys.getKeys());
        all.add(key.toPublicJWK());
        keys = new JWKSet(all);
    }

    public AtomicInteger fetches() {
        return fetches;
    }

    /** How often it was asked whether a token still stands. */
    public AtomicInteger introspections() {
        return introspections;
    }

    /** From now on this token does not stand any more, as when its person signed out or was disabled. */
    public void ends(String token) {
        signedOut.add(token);
    }

    /** Makes it the realm of the application under test. */
    public void addTo(DynamicPropertyRegistry properties) {
        properties.add("articles.jwk-set-uri", this::certs);
        properties.add("articles.introspection-uri", () -> certs().resolve("/introspect"));
        properties.add("articles.api-client-secret", () -> SECRET);
    }

    /** Makes it the realm, and this the database, of the application in a process of its own. */
    public Map<String, String> environment(EmbeddedPostgres postgres) {
        return Map.of(
                "SPRING_DATASOURCE_URL",
                postgres.getJdbcUrl("postgres", "postgres"),
                "SPRING_DATASOURCE_USERNAME",
                "postgres",
                "ARTICLES_ISSUER",
                TestTokens.ISSUER,
                "ARTICLES_RESOURCE",
                "http://localhost:8080/api",
                "ARTICLES_JWK_SET_URI",
                certs().toString(),
                "ARTICLES_INTROSPECTION_URI",
                certs().resolve("/introspect").toString(),
                "ARTICLES_API_CLIENT_SECRET",
                SECRET);
    }

    /** RFC 7662, section 2: a form by a client that proves who it is; 401 is for the caller to fail on. */
    private String introspect(HttpExchange exchange) throws IOException {
        String caller = "articles-api:" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String basic = Base64.getEncoder().encodeToString(caller.getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return "{\"error\":\"invalid_client\"}";
        }
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String token = URLDecoder.decode(form.replaceFirst("^token=", ""), StandardCharsets.UTF_8);
        return "{\"active\":" + !signedOut.contains(token) + "}";
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        switch (mood) {
            case WELL -> send(exchange, 200, body);
            case FAILING -> send(exchange, 500, body);
            case SILENT -> untilClosed(exchange);
            case TRICKLING -> trickle(exchange);
            case TALKING_HTML -> send(exchange, 200, "<html>Under maintenance</html>");
            case WITHOUT_KEYS -> send(exchange, 200, "{\"keys\":[]}");
            case FLOODING -> send(exchange, 200, " ".repeat(1_000_000) + body);
            case REDIRECTING -> {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                send(exchange, 302, "");
            }
        }
    }

    private String published() {
        return keys.toString();
    }

    private void untilClosed(HttpExchange exchange) {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    /** Byte by byte, so that no single read takes long but the whole does. */
    private void trickle(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try {
            while (!closed.await(TRICKLE_MILLIS, TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
