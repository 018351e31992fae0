package io.keycloakspa.articles.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The body of every answer that is not a success (RFC 9457).
 *
 * @param type always {@code about:blank}: the meaning beyond the status is in {@code code}
 * @param errors what is wrong with single members or parameters; absent where nothing is
 * @param traceId what to tell the operator, who finds it in the log; absent where the request came to no trace
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> errors,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String traceId) {

    /** Where Micrometer Tracing puts the id of the request at hand. */
    private static final String TRACE_ID = "traceId";

    static Problem of(ProblemCode code, List<Violation> errors) {
        return new Problem(
                "about:blank",
                code.status().getReasonPhrase(),
                code.status().value(),
                code.detail(),
                code.code(),
                errors,
                MDC.get(TRACE_ID));
    }

    static Problem of(ProblemCode code) {
        return of(code, List.of());
    }
}
