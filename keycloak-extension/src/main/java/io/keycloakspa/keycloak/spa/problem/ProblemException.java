package io.keycloakspa.keycloak.spa.problem;

import java.util.List;

/** Ends a request with a refusal. It carries no stack trace, because refusals are answers, not faults. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient List<FieldError> errors;
    private final int retryAfterSeconds;
    private final String challenge;

    public ProblemException(ProblemCode code) {
        this(code, List.of(), 0, "");
    }

    private ProblemException(ProblemCode code, List<FieldError> errors, int retryAfterSeconds, String challenge) {
        super(code.code(), null, false, false);
        this.code = code;
        this.errors = errors;
        this.retryAfterSeconds = retryAfterSeconds;
        this.challenge = challenge;
    }

    /** Refuses members of the body, all at once. */
    public static ProblemException ofFields(List<FieldError> errors) {
        return new ProblemException(ProblemCode.VALIDATION_FAILED, List.copyOf(errors), 0, "");
    }

    /** Refuses for now. */
    public static ProblemException rateLimited(int retryAfterSeconds) {
        return new ProblemException(ProblemCode.RATE_LIMITED, List.of(), retryAfterSeconds, "");
    }

    /**
     * Refuses an access token.
     *
     * @param challenge which one would do, as the field {@code WWW-Authenticate} says it
     */
    public static ProblemException challenged(ProblemCode code, String challenge) {
        return new ProblemException(code, List.of(), 0, challenge);
    }

    public ProblemCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** The value of {@code WWW-Authenticate}, empty if it is not about the access token. */
    public String challenge() {
        return challenge;
    }

    /** How long to wait; 0 means that waiting does not help. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
