package io.keycloakspa.e2e.environment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server (RFC 5321) that takes no mail. */
public final class FaultyMailServer implements AutoCloseable {

    private final ServerSocket listening;
    private final boolean silent;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    private FaultyMailServer(boolean silent) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.silent = silent;
        Thread.ofVirtual().name("faulty-mail-server").start(this::accept);
    }

    /** One that accepts connections and never says a word. */
    public static FaultyMailServer silent() throws IOException {
        return new FaultyMailServer(true);
    }

    /** One that refuses every recipient. It does not say whom: Keycloak logs a mail server's words as they are. */
    public static FaultyMailServer refusing() throws IOException {
        return new FaultyMailServer(false);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** How often somebody has come. */
    public int connections() {
        return connections.size();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                connections.add(connection);
                if (!silent) {
                    Thread.ofVirtual().start(() -> refuse(connection));
                }
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void refuse(Socket connection) {
        try (connection) {
            var lines =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            say(connection, "220 localhost");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("RCPT TO:")) {
                    say(connection, "550 5.1.1 nobody here is called so");
                } else {
                    say(connection, command.equals("QUIT") ? "221 bye" : "250 localhost");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(Socket connection, String line) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
