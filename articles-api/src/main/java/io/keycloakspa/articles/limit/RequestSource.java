package io.keycloakspa.articles.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Who asks, by address. */
final class RequestSource {

    /** Bytes: a customer gets a /64 at least (RFC 6177, section 2) and could ask from each of its addresses. */
    private static final int NETWORK = 8;

    private RequestSource() {}

    /**
     * The address of one machine, or the network of a whole house.
     *
     * @param address as the connection has it, or as a trusted proxy tells it
     */
    static String of(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address wide
                    ? HexFormat.of().formatHex(Arrays.copyOf(wide.getAddress(), NETWORK))
                    : address;
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }
}
