package io.keycloakspa.articles.security;

import static org.springframework.http.HttpHeaders.AUTHORIZATION;
import static org.springframework.http.HttpHeaders.CONTENT_TYPE;
import static org.springframework.http.HttpHeaders.ETAG;
import static org.springframework.http.HttpHeaders.IF_MATCH;
import static org.springframework.http.HttpHeaders.IF_NONE_MATCH;
import static org.springframework.http.HttpHeaders.LINK;
import static org.springframework.http.HttpHeaders.LOCATION;
import static org.springframework.http.HttpHeaders.ORIGIN;
import static org.springframework.http.HttpHeaders.RETRY_AFTER;
import static org.springframework.http.HttpHeaders.WWW_AUTHENTICATE;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/**
 * Lets scripts of listed origins call this API (CORS, Fetch Standard section 3.3), for an app that is not served by the
 * host of its API. Everybody else gets the answers that they get without such a list. Cookies are never asked for: the
 * token is all that counts. It stands before everything that refuses, or an app could not read why it was refused.
 */
final class OtherOrigins extends CorsFilter {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> SENT =
            List.of(AUTHORIZATION, "DPoP", CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH, "Idempotency-Key");
    private static final List<String> READ = List.of(ETAG, LINK, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE);

    // As long as Chromium keeps the answer to a preflight; Firefox would keep it for a day.
    private static final Duration PREFLIGHT = Duration.ofHours(2);

    private final Set<String> listed;

    OtherOrigins(Set<String> listed) {
        super(request -> allowing(listed));
        this.listed = listed;
    }

    /** Spring would answer a preflight of an origin it does not know in a way of its own. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String origin = request.getHeader(ORIGIN);
        return origin == null || !listed.contains(origin);
    }

    private static CorsConfiguration allowing(Set<String> origins) {
        var allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(List.copyOf(origins));
        allowed.setAllowedMethods(METHODS);
        allowed.setAllowedHeaders(SENT);
        allowed.setExposedHeaders(READ);
        allowed.setMaxAge(PREFLIGHT);
        return allowed;
    }
}
