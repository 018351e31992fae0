package io.keycloakspa.keycloak.link;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** The one form in which a mailed link sends somebody on. The address may hold a token, so nobody keeps or passes it. */
public final class LinkRedirect {

    // RFC 9110 section 15.4.4: whatever the method was, the next request is a GET.
    private static final int SEE_OTHER = 303;

    // Jakarta REST, section 3.3.4: an answer that is thrown, as Keycloak throws some of its error pages, counts only if
    // it has an entity. Else the person would be led nowhere.
    private static final String NOTHING = "";

    private LinkRedirect() {}

    public static Response to(URI target) {
        return Response.status(SEE_OTHER)
                .location(target)
                .entity(NOTHING)
                .type(MediaType.TEXT_PLAIN_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "none")
                .build();
    }
}
