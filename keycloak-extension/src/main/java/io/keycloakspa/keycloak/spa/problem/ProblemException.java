package io.keycloakspa.keycloak.spa.problem;

/** Ends a request with a refusal. It carries no stack trace, because refusals are answers, not faults. */
public final class ProblemException extends RuntimeException {

    private final ProblemCode code;

    public ProblemException(ProblemCode code) {
        super(code.code(), null, false, false);
        this.code = code;
    }

    public ProblemCode code() {
        return code;
    }
}
