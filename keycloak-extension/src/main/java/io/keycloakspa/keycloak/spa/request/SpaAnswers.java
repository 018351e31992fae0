package io.keycloakspa.keycloak.spa.request;

import io.keycloakspa.keycloak.settings.SpaApps;
import io.keycloakspa.keycloak.spa.problem.Problem;
import io.keycloakspa.keycloak.spa.problem.Problem.FieldProblem;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.cors.Cors;

/**
 * Turns the outcome of an endpoint into an answer: JSON whatever happens, readable by the right origin, with the
 * header fields that hold everywhere. Without it, Keycloak would answer a failure in a form of its own.
 */
public final class SpaAnswers {

    private static final Logger LOG = Logger.getLogger(SpaAnswers.class);

    private final KeycloakSession session;
    private final SpaApps apps;

    public SpaAnswers(KeycloakSession session, SpaApps apps) {
        this.session = session;
        this.apps = apps;
    }

    /** Answers with what the endpoint returns or, if it throws, with the problem. */
    public Response answer(Function<SpaRequest, ResponseBuilder> endpoint) {
        SpaRequest request = new SpaRequest(session, apps);
        ResponseBuilder builder;
        try {
            builder = endpoint.apply(request);
        } catch (ProblemException e) {
            // Keycloak commits whatever ends without an exception; a refused request must leave nothing behind.
            session.getTransactionManager().setRollbackOnly();
            builder = problem(request, e);
        } catch (RuntimeException e) {
            session.getTransactionManager().setRollbackOnly();
            LOG.error("A request to the JSON API failed", e);
            builder = problem(request, new ProblemException(ProblemCode.INTERNAL_ERROR));
        }
        return finish(request, builder);
    }

    /** A document that may be kept, but is asked for again each time, so that a changed setting shows at once. */
    public static ResponseBuilder cacheable(SpaRequest request, JsonDocument document) {
        ResponseBuilder builder = document.isHeldBy(request.header(HttpHeaders.IF_NONE_MATCH))
                ? Response.notModified()
                : Response.ok(document.bytes(), "application/json");
        return builder.header(HttpHeaders.ETAG, document.etag()).header(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    /** Refuses a path that is not there, or a method that the path does not know (RFC 9110 section 15.5.6). */
    public Response noSuchEndpoint(Set<String> methodsOfPath) {
        return answer(request -> methodsOfPath.isEmpty()
                ? problem(request, new ProblemException(ProblemCode.NOT_FOUND))
                : problem(request, new ProblemException(ProblemCode.METHOD_NOT_ALLOWED))
                        .header(HttpHeaders.ALLOW, joined(methodsOfPath)));
    }

    /** Answers what a browser asks before it lets a page send a request that no plain form could send. */
    public Response preflight(Set<String> methodsOfPath) {
        SpaRequest request = new SpaRequest(session, apps);
        if (request.readableBy().isPresent()) {
            Cors.builder()
                    .preflight()
                    // The only way to let Authorization through; it lets cookies through as well, which is taken back.
                    .auth()
                    .allowedMethods(methodsOfPath.toArray(String[]::new))
                    .add();
            session.getContext().getHttpResponse().setHeader(Cors.ACCESS_CONTROL_ALLOW_CREDENTIALS, "false");
        }
        return withCommonFields(Response.noContent().header(HttpHeaders.ALLOW, joined(methodsOfPath)))
                .build();
    }

    /** An answer that is about one person or holds a secret, and so is kept nowhere. */
    public static ResponseBuilder personal(int status, Object content) {
        return Response.status(status)
                .type("application/json")
                .entity(JsonDocument.of(content).bytes())
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static ResponseBuilder problem(SpaRequest request, ProblemException e) {
        Texts texts = request.texts();
        List<FieldProblem> errors = e.errors().stream()
                .map(error -> new FieldProblem(
                        error.pointer(),
                        error.code(),
                        error.value(),
                        texts.of(error.messageKey(), error.parameters().toArray())))
                .toList();
        Problem problem = Problem.of(e.code(), texts.of(e.code().messageKey(), e.retryAfterSeconds()), errors);
        ResponseBuilder builder = personal(e.code().status(), problem).type(Problem.MEDIA_TYPE);
        if (!e.challenge().isEmpty()) {
            builder.header(HttpHeaders.WWW_AUTHENTICATE, e.challenge());
        }
        return e.retryAfterSeconds() == 0 ? builder : builder.header(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds());
    }

    private static Response finish(SpaRequest request, ResponseBuilder builder) {
        request.readableBy()
                .ifPresent(origin -> Cors.builder()
                        .checkAllowedOrigins(List.of(origin))
                        .exposedHeaders(
                                HttpHeaders.ETAG,
                                HttpHeaders.RETRY_AFTER,
                                HttpHeaders.WWW_AUTHENTICATE,
                                OAuth2Constants.DPOP_NONCE_HEADER)
                        .add());
        return withCommonFields(builder)
                .header(HttpHeaders.CONTENT_LANGUAGE, request.locale().toLanguageTag())
                .build();
    }

    private static ResponseBuilder withCommonFields(ResponseBuilder builder) {
        return builder.header("X-Content-Type-Options", "nosniff").header(HttpHeaders.VARY, "Origin, Accept-Language");
    }

    private static String joined(Set<String> methods) {
        return String.join(", ", methods);
    }
}
