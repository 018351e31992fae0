package io.keycloakspa.e2e.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** Requests as no client library would send them: with another server's name in {@code Host}, above all. */
public final class RawHttp {

    private static final int TIMEOUT_MILLIS = 60_000;

    private RawHttp() {}

    /**
     * Sends a request to the server of an address, HTTP/1.1.
     *
     * @param headers whole lines
     * @return the answer with its head, as it came
     */
    public static String send(String method, URI address, List<String> headers, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String target = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        String head = method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nContent-Length: "
                + content.length + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = connect(address)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Socket connect(URI address) throws IOException {
        SocketFactory sockets =
                address.getScheme().equals("https") ? SSLSocketFactory.getDefault() : SocketFactory.getDefault();
        int usual = address.getScheme().equals("https") ? 443 : 80;
        return sockets.createSocket(address.getHost(), address.getPort() < 0 ? usual : address.getPort());
    }
}
