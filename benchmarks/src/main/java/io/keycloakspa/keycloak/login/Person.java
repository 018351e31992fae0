package io.keycloakspa.keycloak.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Whom a statement asks for.
 *
 * @param number of the account, from 1
 * @param exists false for somebody like it whom the tables do not have
 */
record Person(long number, boolean exists) {

    /** As users.sql makes it. */
    String id() {
        try {
            byte[] hash = MessageDigest.getInstance("MD5")
                    .digest(((exists ? "id" : "nobody") + number).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }
}
