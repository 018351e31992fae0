package io.keycloakspa.e2e.containers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client of the web front that knows the stack's certificate, and can also be as rude as no library is. */
public final class FrontClient implements AutoCloseable {

    public static final String END_OF_LINE = "\r\n";

    private static final int TIMEOUT_MILLIS = 60_000;

    private final SSLContext tls;
    private final HttpClient http;

    public FrontClient(ComposeStack stack) throws IOException, InterruptedException, GeneralSecurityException {
        this.tls = stack.tls();
        this.http = HttpClient.newBuilder().sslContext(tls).build();
    }

    /** Sends a request without a body, HTTP/2 if the server can; headers are name, value, name, value … */
    public HttpResponse<byte[]> send(String method, URI address, String... headers)
            throws IOException, InterruptedException {
        return send(method, address, new byte[0], headers);
    }

    /** Sends a request with a body. */
    public HttpResponse<byte[]> send(String method, URI address, byte[] body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofMillis(TIMEOUT_MILLIS))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Opens a connection and shakes hands, naming the host of the address. */
    public SSLSocket connect(URI address) throws IOException {
        var socket = (SSLSocket) tls.getSocketFactory().createSocket(address.getHost(), address.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.startHandshake();
        return socket;
    }

    /** A request of HTTP/1.1 after which the server closes; lines are further headers. */
    public static String request(String path, String host, String... lines) {
        List<String> all = new ArrayList<>(List.of("GET " + path + " HTTP/1.1", "Host: " + host, "Connection: close"));
        all.addAll(List.of(lines));
        return String.join(END_OF_LINE, all) + END_OF_LINE + END_OF_LINE;
    }

    /** Writes exactly this, and gives everything that comes until the server closes; HTTP/1.1. */
    public String raw(URI address, String request) throws IOException {
        try (SSLSocket socket = connect(address)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return rest(socket);
        }
    }

    /** Everything until the server closes, however it does. */
    public static String rest(SSLSocket socket) {
        var answer = new ByteArrayOutputStream();
        try {
            byte[] buffer = new byte[8192];
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                answer.write(buffer, 0, read);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new IllegalStateException("the server keeps the connection", e);
        } catch (IOException e) {
            // Closed without a farewell, which is how a server gets rid of a client that does not listen.
            return answer.toString(StandardCharsets.UTF_8);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    public static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    public static String unzipped(HttpResponse<byte[]> answer) throws IOException {
        try (var in = new GZIPInputStream(new java.io.ByteArrayInputStream(answer.body()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public static String header(HttpResponse<?> answer, String name) {
        return String.join(" | ", answer.headers().allValues(name));
    }

    @Override
    public void close() {
        http.close();
    }
}
