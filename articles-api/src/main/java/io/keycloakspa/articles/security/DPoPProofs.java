package io.keycloakspa.articles.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.resource.authentication.DPoPAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.DPoPAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Finds token and proof in a request (RFC 9449, section 7.1); Spring Security checks them. A proof names the URL that
 * the client called ({@code htu}), which this API knows by configuration: neither {@code Host} nor a forwarded header
 * decides what a proof was made for.
 */
final class DPoPProofs implements AuthenticationConverter {

    /** What Spring Security's proof decoder takes. */
    static final List<String> ALGORITHMS =
            List.of("ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512");

    private static final String SCHEME = "DPoP";

    private final DPoPAuthenticationConverter requests = new DPoPAuthenticationConverter();
    private final String origin;

    DPoPProofs(URI resource) {
        this.origin = resource.resolve("/").toString().replaceAll("/$", "");
    }

    static boolean isOffered(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, SCHEME + " ", 0, SCHEME.length() + 1);
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        if (Collections.list(request.getHeaders(SCHEME)).size() != 1) {
            throw new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_DPOP_PROOF));
        }
        return requests.convert(request) instanceof DPoPAuthenticationToken found
                ? new DPoPAuthenticationToken(
                        found.getAccessToken(),
                        found.getDPoPProof(),
                        found.getMethod(),
                        origin + request.getRequestURI())
                : null;
    }
}
