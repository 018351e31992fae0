package io.keycloakspa.articles.error;

import java.util.List;

/** How a feature refuses a request: it names the code, {@link ProblemDetailHandler} answers. */
public final class ProblemException extends RuntimeException {

    private final ProblemCode code;
    private final transient List<Violation> errors;

    public ProblemException(ProblemCode code, Violation... errors) {
        // A refusal is an answer and not a fault: nobody reads its stack trace.
        super(code.code(), null, false, false);
        this.code = code;
        this.errors = List.of(errors);
    }

    public ProblemCode code() {
        return code;
    }

    List<Violation> errors() {
        return errors;
    }
}
