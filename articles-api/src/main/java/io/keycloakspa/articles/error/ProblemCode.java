package io.keycloakspa.articles.error;

import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** The closed list of codes. Clients switch on them: texts may change, a code never changes or moves its status. */
public enum ProblemCode {
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request is malformed."),
    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "The request body is missing or is not well-formed JSON."),
    VALIDATION_FAILED(HttpStatus.BAD_REQUEST, "The request body breaks the rules listed in errors."),
    INVALID_PARAMETER(HttpStatus.BAD_REQUEST, "A query parameter is missing or not allowed."),
    INVALID_CURSOR(HttpStatus.BAD_REQUEST, "The cursor is none that this API gave out. Start again without one."),
    INVALID_HEADER(HttpStatus.BAD_REQUEST, "A request header is missing or malformed."),
    AUTHENTICATION_REQUIRED(
            HttpStatus.UNAUTHORIZED,
            "Sign in: this API is for bearers of an access token in the Authorization header."),
    INVALID_TOKEN(
            HttpStatus.UNAUTHORIZED, "The access token is malformed, expired, not authentic or not for this API."),
    INVALID_DPOP_PROOF(
            HttpStatus.UNAUTHORIZED, "The DPoP proof is missing, malformed, used before or not for this request."),
    INSUFFICIENT_USER_AUTHENTICATION(
            HttpStatus.UNAUTHORIZED, "For this you must have signed in lately. Sign in again; see max_age."),
    INSUFFICIENT_SCOPE(HttpStatus.FORBIDDEN, "The access token lacks the scope of this operation."),
    INSUFFICIENT_ROLE(HttpStatus.FORBIDDEN, "Only authors and editors may do this."),
    NOT_YOUR_ARTICLE(HttpStatus.FORBIDDEN, "You may read this article, but not change it."),
    FORBIDDEN(HttpStatus.FORBIDDEN, "This is not allowed."),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this address."),
    ARTICLE_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such article."),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This address does not support the method; see Allow."),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "This API answers in application/json only."),
    PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "The article was changed meanwhile. Read it again."),
    IDEMPOTENCY_KEY_REUSED(
            HttpStatus.UNPROCESSABLE_CONTENT, "This Idempotency-Key was used for another article. Take a new one."),
    CONTENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request body is too large."),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "This API takes application/json, and application/merge-patch+json to PATCH."),
    PRECONDITION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED, "Send If-Match with the ETag of the article you read."),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests. Wait as long as Retry-After says."),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "The server failed. Nothing was changed."),
    KEYS_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Access tokens cannot be checked at the moment. Try again soon."),
    INTROSPECTION_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Whether you are still signed in cannot be asked at the moment. Nothing was changed. Try again soon."),
    STORAGE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Articles are not available at the moment. Try again soon.");

    private final HttpStatus status;
    private final String detail;

    ProblemCode(HttpStatus status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    /** The code as clients see it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public HttpStatus status() {
        return status;
    }

    String detail() {
        return detail;
    }

    /** The code for a status that the framework or the container chose by itself. */
    static ProblemCode of(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> AUTHENTICATION_REQUIRED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> CONTENT_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> TOO_MANY_REQUESTS;
            // Tomcat's words for a transfer coding or a protocol version it does not know.
            case 501, 505 -> BAD_REQUEST;
            default -> status.is4xxClientError() ? BAD_REQUEST : INTERNAL_ERROR;
        };
    }
}
