package io.keycloakspa.keycloak.spa.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as clients see it (RFC 9457). The type stays {@code about:blank}: {@code code} says it all, and an address
 * of ours would be one more thing to keep alive.
 *
 * @param detail for people, in their language
 * @param errors one for each wrong member; absent if the reason is another
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable List<FieldProblem> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * What is wrong with one member.
     *
     * @param pointer RFC 6901
     * @param value the number that the rule speaks of
     * @param detail for people, in their language
     */
    public record FieldProblem(
            String pointer, String code, @Nullable Integer value, String detail) {}

    public static Problem of(ProblemCode code, String detail, List<FieldProblem> errors) {
        return new Problem(
                "about:blank", code.title(), code.status(), detail, code.code(), errors.isEmpty() ? null : errors);
    }
}
