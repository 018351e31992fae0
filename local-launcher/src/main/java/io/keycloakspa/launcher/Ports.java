package io.keycloakspa.launcher;

import io.keycloakspa.launcher.process.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Where each server listens, always on the loopback interface. */
public record Ports(
        int web,
        int keycloak,
        int keycloakManagement,
        int api,
        int apiManagement,
        int inbox,
        int smtp,
        int postgres,
        int newsletter) {

    /** Those of the local start, each overridable by a system property such as {@code -Dweb.port=8090}. */
    public static Ports fixed() {
        return new Ports(
                named("web.port", 8080),
                named("keycloak.port", 8081),
                named("keycloak.management.port", 9000),
                named("api.port", 8082),
                named("api.management.port", 8083),
                named("inbox.port", 8025),
                named("smtp.port", 1025),
                named("postgres.port", 5433),
                named("newsletter.port", 8084));
    }

    /** Ports that nobody uses right now, for tests that run beside anything else. */
    public static Ports free() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 9; i++) {
                sockets.add(bind(0));
            }
            int[] free = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            return new Ports(free[0], free[1], free[2], free[3], free[4], free[5], free[6], free[7], free[8]);
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static int named(String property, int standard) {
        String value = System.getProperty(property, Integer.toString(standard));
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number out of range.
        }
        throw new StartFailure("-D" + property + "=" + value + " is no port: give a number from 1 to 65535");
    }

    /** @throws StartFailure naming the first port that somebody else holds and the property that chooses another */
    void requireFree() {
        require(web, "web.port", "the web front");
        require(keycloak, "keycloak.port", "Keycloak");
        require(keycloakManagement, "keycloak.management.port", "Keycloak's management");
        require(api, "api.port", "the articles API");
        require(apiManagement, "api.management.port", "the articles API's management");
        require(inbox, "inbox.port", "the mail inbox");
        require(smtp, "smtp.port", "the mail server");
        require(postgres, "postgres.port", "PostgreSQL");
        require(newsletter, "newsletter.port", "the newsletter");
    }

    private static void require(int port, String property, String user) {
        try {
            bind(port).close();
        } catch (IOException e) {
            throw new StartFailure(
                    "Port %d, wanted for %s, is taken: stop the program that holds it, or choose another with -D%s=… (web.port, newsletter.port and keycloak.port only with fresh data: the realm in .local was made for its addresses)"
                            .formatted(port, user, property),
                    e);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        var socket = new ServerSocket();
        try {
            // A port whose last connections are still winding down is free to us, as it is to the servers.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
