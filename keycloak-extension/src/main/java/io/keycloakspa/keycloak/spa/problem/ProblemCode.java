package io.keycloakspa.keycloak.spa.problem;

import java.util.Locale;

/** The closed list of reasons for which the JSON API refuses. Codes are a promise to clients; texts are not. */
public enum ProblemCode {
    /** The body is no JSON object, or its members cannot be read. */
    INVALID_REQUEST(400, "Bad Request"),

    /** Members of the body are missing, wrong or too many; {@code errors} says which. */
    VALIDATION_FAILED(400, "Bad Request"),

    /** The client id names no enabled client with SPA settings; which of these is not told. */
    UNKNOWN_CLIENT(400, "Bad Request"),

    /** The token is not ours, was used, belongs to another purpose or client, or the account has moved on. */
    INVALID_LINK(400, "Bad Request"),

    /** The token was good once. */
    EXPIRED_LINK(400, "Bad Request"),

    /** There is nothing left to confirm. */
    ALREADY_CONFIRMED(400, "Bad Request"),

    /** The code is wrong, too old or was tried too often; which of these is not told. */
    INVALID_CODE(400, "Bad Request"),

    /** The account has no password yet; the token stays good. */
    PASSWORD_REQUIRED(400, "Bad Request"),

    /** The current password is wrong, or the account is locked; which of these is not told. */
    WRONG_PASSWORD(400, "Bad Request"),

    /** There is no access token in the header {@code Authorization}. */
    AUTHENTICATION_REQUIRED(401, "Unauthorized"),

    /** The access token is not for this API, not good any more, or not the caller's. */
    INVALID_TOKEN(401, "Unauthorized"),

    /** The person has to sign in again for this (RFC 9470). */
    INSUFFICIENT_USER_AUTHENTICATION(401, "Unauthorized"),

    /** The access token was issued for less than this. */
    INSUFFICIENT_SCOPE(403, "Forbidden"),

    /** The realm does not let people change their user names. */
    USERNAME_CHANGE_DISABLED(403, "Forbidden"),

    /** The realm does not let people change their addresses. */
    EMAIL_CHANGE_DISABLED(403, "Forbidden"),

    /** The app does not let people delete their accounts. */
    ACCOUNT_DELETION_DISABLED(403, "Forbidden"),

    /** The page that asks is none of the client's. */
    ORIGIN_NOT_ALLOWED(403, "Forbidden"),

    /** The realm's flow has a step that this request would leave out. */
    FLOW_REQUIRED(403, "Forbidden"),

    /** "Forgot password" is off in the realm. */
    PASSWORD_RESET_DISABLED(403, "Forbidden"),

    /** Registration is off in the realm, or over JSON for this app. */
    REGISTRATION_DISABLED(403, "Forbidden"),

    NOT_FOUND(404, "Not Found"),

    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),

    /** The caller does not take JSON, and there is nothing else. */
    NOT_ACCEPTABLE(406, "Not Acceptable"),

    /** The new address belongs to somebody else by now. */
    EMAIL_TAKEN(409, "Conflict"),

    /** The body has more than 64 KiB. */
    CONTENT_TOO_LARGE(413, "Content Too Large"),

    /** The body is not {@code application/json}. */
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),

    /** The source or the app asks too often; {@code Retry-After} says how many seconds to wait. */
    RATE_LIMITED(429, "Too Many Requests"),

    /** Our fault; the server's log says more. */
    INTERNAL_ERROR(500, "Internal Server Error");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The status in words, as RFC 9457 (section 4.2.1) wants it beside the type {@code about:blank}. */
    public String title() {
        return title;
    }

    /** The stable code, in snake case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key of the explanation in the message bundles. */
    public String messageKey() {
        return "spaProblem." + code();
    }
}
