package io.keycloakspa.articles.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The body of every answer that is not a success (RFC 9457).
 *
 * @param type always {@code about:blank}: the meaning beyond the status is in {@code code}
 * @param errors what is wrong with single members or parameters; absent where nothing is
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> errors) {

    static Problem of(ProblemCode code, List<Violation> errors) {
        return new Problem(
                "about:blank",
                code.status().getReasonPhrase(),
                code.status().value(),
                code.detail(),
                code.code(),
                errors);
    }

    static Problem of(ProblemCode code) {
        return of(code, List.of());
    }
}
