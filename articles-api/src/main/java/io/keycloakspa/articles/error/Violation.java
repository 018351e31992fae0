package io.keycloakspa.articles.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One broken rule.
 *
 * @param pointer where in the request body (RFC 6901), or null where a query parameter is meant
 * @param parameter the query parameter, or null where the body is meant
 * @param code stable, one of {@link ViolationCode}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Violation(@Nullable String pointer, @Nullable String parameter, String code, String detail) {

    static Violation ofMember(String pointer, ViolationCode code) {
        return new Violation(pointer, null, code.code(), code.detail());
    }

    /** A query parameter with a value that is not allowed. */
    public static Violation ofParameter(String parameter) {
        return ofParameter(parameter, ViolationCode.INVALID_VALUE);
    }

    static Violation ofParameter(String parameter, ViolationCode code) {
        return new Violation(null, parameter, code.code(), code.detail());
    }
}
