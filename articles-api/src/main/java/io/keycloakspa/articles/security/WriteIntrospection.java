package io.keycloakspa.articles.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.RestClientOpaqueTokenIntrospector;
import org.springframework.web.client.RestClient;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks Keycloak before each write whether the token still stands (RFC 7662), so that a person who was disabled or signed
 * out changes nothing more. Stands behind authorisation: what is refused anyway costs no question. Nothing is
 * remembered, and no answer means no write.
 */
final class WriteIntrospection extends OncePerRequestFilter {

    /** For the whole answer, from the connection to the last byte. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** RFC 9110, section 9.2.1. */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final OpaqueTokenIntrospector keycloak;

    WriteIntrospection(ResourceServerProperties properties) {
        // HTTP/1.1: the client would else ask for an upgrade to HTTP/2 with the body of its first POST.
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(TIMEOUT);
        this.keycloak = new RestClientOpaqueTokenIntrospector(
                properties.introspection().toString(),
                RestClient.builder()
                        .requestFactory(requests)
                        .defaultHeaders(headers -> headers.setBasicAuth(
                                TokenValidationConfiguration.AUDIENCE,
                                // As a form would spell it (RFC 6749, section 2.3.1).
                                URLEncoder.encode(
                                        Objects.requireNonNull(properties.apiClientSecret()), StandardCharsets.UTF_8)))
                        .build());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return SAFE.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller) {
            ask(caller.getToken().getTokenValue());
        }
        chain.doFilter(request, response);
    }

    private void ask(String token) {
        try {
            keycloak.introspect(token);
        } catch (BadOpaqueTokenException e) {
            throw new InvalidBearerTokenException("No longer active", e);
        } catch (RuntimeException e) {
            // Also an answer that makes no sense, or one that refuses this API's own secret.
            throw new Unanswered(e);
        }
    }

    /** Keycloak did not say whether the token still stands. */
    static final class Unanswered extends AuthenticationServiceException {

        Unanswered(RuntimeException cause) {
            super("Keycloak does not answer", cause);
        }
    }
}
