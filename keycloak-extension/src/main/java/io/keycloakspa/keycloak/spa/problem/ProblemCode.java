package io.keycloakspa.keycloak.spa.problem;

import java.util.Locale;

/** The closed list of reasons for which the JSON API refuses. Codes are a promise to clients; texts are not. */
public enum ProblemCode {
    /** The client id names no enabled client with SPA settings; which of these is not told. */
    UNKNOWN_CLIENT(400, "Bad Request"),

    /** The page that asks is none of the client's. */
    ORIGIN_NOT_ALLOWED(403, "Forbidden"),

    NOT_FOUND(404, "Not Found"),

    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),

    /** The caller does not take JSON, and there is nothing else. */
    NOT_ACCEPTABLE(406, "Not Acceptable"),

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
