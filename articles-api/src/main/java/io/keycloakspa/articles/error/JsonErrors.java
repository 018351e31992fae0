package io.keycloakspa.articles.error;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What Jackson found wrong with a body, without a word of Jackson's own text: that names classes and quotes input. */
final class JsonErrors {

    private JsonErrors() {}

    static Problem problem(Throwable cause) {
        if (cause instanceof StreamConstraintsException) {
            return Problem.of(ProblemCode.CONTENT_TOO_LARGE);
        }
        if (cause instanceof MismatchedInputException mismatch) {
            return Problem.of(ProblemCode.VALIDATION_FAILED, List.of(violation(mismatch)));
        }
        return Problem.of(ProblemCode.MALFORMED_JSON);
    }

    private static Violation violation(MismatchedInputException mismatch) {
        ViolationCode code;
        if (mismatch instanceof UnrecognizedPropertyException) {
            code = ViolationCode.UNKNOWN_MEMBER;
        } else if (mismatch instanceof InvalidFormatException) {
            code = ViolationCode.INVALID_VALUE;
        } else {
            code = ViolationCode.WRONG_TYPE;
        }
        return Violation.ofMember(pointer(mismatch.getPath()), code);
    }

    private static String pointer(List<JacksonException.Reference> path) {
        return path.stream().map(JsonErrors::segment).collect(Collectors.joining());
    }

    private static String segment(JacksonException.Reference step) {
        String name = step.getPropertyName();
        return "/" + (name == null ? String.valueOf(step.getIndex()) : escape(name));
    }

    /** RFC 6901, section 3. */
    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
