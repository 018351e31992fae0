package io.keycloakspa.keycloak.link;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import org.keycloak.models.KeycloakSession;

/**
 * Whether a request for a link can be a person's. What looks like a robot is only ever shown where the link leads; what
 * looks like a person may still be a robot, so this decides nothing that could not be done again.
 */
final class Visit {

    private static final String HEAD = "HEAD";

    // RFC 8615 has none; https://wicg.github.io/nav-speculation/prefetch.html#sec-purpose-header and older spellings.
    private static final List<String> PREFETCH = List.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz");

    private Visit() {}

    static boolean mayAct(KeycloakSession session) {
        HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
        String method = session.getContext().getHttpRequest().getHttpMethod();
        return !HEAD.equals(method) && PREFETCH.stream().noneMatch(name -> isPrefetch(headers.getHeaderString(name)));
    }

    private static boolean isPrefetch(String value) {
        if (value == null) {
            return false;
        }
        String text = value.toLowerCase(Locale.ROOT);
        return text.contains("prefetch") || text.contains("prerender") || text.contains("preview");
    }
}
