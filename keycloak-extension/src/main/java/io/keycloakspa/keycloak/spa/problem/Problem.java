package io.keycloakspa.keycloak.spa.problem;

/**
 * A refusal as clients see it (RFC 9457). The type stays {@code about:blank}: {@code code} says it all, and an address
 * of ours would be one more thing to keep alive.
 *
 * @param detail for people, in their language
 */
public record Problem(String type, String title, int status, String detail, String code) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ProblemCode code, String detail) {
        return new Problem("about:blank", code.title(), code.status(), detail, code.code());
    }
}
