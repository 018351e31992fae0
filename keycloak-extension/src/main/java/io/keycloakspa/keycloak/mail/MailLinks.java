package io.keycloakspa.keycloak.mail;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The address that a mail tells: our link endpoint, which looks and never acts. */
final class MailLinks {

    private MailLinks() {}

    /**
     * The link for a token.
     *
     * @param issuer the realm's address
     */
    static String of(String issuer, String clientId, String token) {
        return issuer + "/spa/v1/link?client_id=" + encoded(clientId) + "&key=" + encoded(token);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
