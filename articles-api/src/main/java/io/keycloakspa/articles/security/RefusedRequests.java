package io.keycloakspa.articles.security;

import io.keycloakspa.articles.error.ProblemCode;
import io.keycloakspa.articles.error.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Answers what the security filters refuse: a challenge where signing in helps, and always a problem body.
 */
@Component
class RefusedRequests implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedRequests.class);

    /** Seconds until keys may be fetched again is unknown here; this is a polite guess. */
    private static final String RETRY_AFTER = "5";

    private final Challenges challenges;
    private final ProblemWriter problems;
    private final HandlerMapping routes;
    private final HandlerExceptionResolver errors;

    RefusedRequests(
            ResourceServerProperties properties,
            ProblemWriter problems,
            HandlerMapping requestMappingHandlerMapping,
            HandlerExceptionResolver handlerExceptionResolver) {
        this.challenges = new Challenges(properties.metadataUrl());
        this.problems = problems;
        this.routes = requestMappingHandlerMapping;
        this.errors = handlerExceptionResolver;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof WriteIntrospection.Unanswered) {
            LOG.warn("Keycloak does not say whether a token still stands: {}", String.valueOf(e.getCause()));
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
            problems.write(response, ProblemCode.INTROSPECTION_UNAVAILABLE);
        } else if (e instanceof AuthenticationServiceException) {
            // Not the token's fault, so no 401: a client would throw a good token away.
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
            problems.write(response, ProblemCode.KEYS_UNAVAILABLE);
        } else if (e instanceof RecentAuthentication.TooLongAgo tooLongAgo) {
            String maxAge = String.valueOf(tooLongAgo.maxAge().toSeconds());
            challenges.refuse(request, response, "insufficient_user_authentication", Map.of("max_age", maxAge));
            problems.write(response, ProblemCode.INSUFFICIENT_USER_AUTHENTICATION);
        } else if (e instanceof OAuth2AuthenticationException refused) {
            String error = refused.getError().getErrorCode();
            challenges.refuse(request, response, error, Map.of());
            problems.write(
                    response,
                    switch (error) {
                        case BearerTokenErrorCodes.INVALID_REQUEST -> ProblemCode.BAD_REQUEST;
                        case OAuth2ErrorCodes.INVALID_DPOP_PROOF -> ProblemCode.INVALID_DPOP_PROOF;
                        default -> ProblemCode.INVALID_TOKEN;
                    });
        } else {
            challenges.signIn(response);
            problems.write(response, ProblemCode.AUTHENTICATION_REQUIRED);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        if (e instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof Permission.Missing missing) {
            if (missing.code() == ProblemCode.INSUFFICIENT_SCOPE) {
                challenges.refuse(
                        request, response, BearerTokenErrorCodes.INSUFFICIENT_SCOPE, Map.of("scope", missing.scope()));
            }
            problems.write(response, missing.code());
        } else if (!answeredAsNoSuchRoute(request, response)) {
            problems.write(response, ProblemCode.FORBIDDEN);
        }
    }

    /**
     * Denied without a rule mostly means that there is no such operation at all. A signed-in caller is told that (404,
     * 405), as any web framework does; an operation that exists without a rule stays forbidden.
     */
    private boolean answeredAsNoSuchRoute(HttpServletRequest request, HttpServletResponse response) {
        ServletRequestPathUtils.parseAndCache(request);
        Exception reason;
        try {
            if (routes.getHandler(request) != null) {
                return false;
            }
            reason = new NoHandlerFoundException(request.getMethod(), request.getRequestURI(), new HttpHeaders());
        } catch (Exception noSuchOperation) {
            reason = noSuchOperation;
        }
        return errors.resolveException(request, response, null, reason) != null;
    }
}
