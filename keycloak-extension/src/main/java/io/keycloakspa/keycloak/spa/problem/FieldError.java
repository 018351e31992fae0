package io.keycloakspa.keycloak.spa.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one member of a request's body.
 *
 * @param pointer which member (RFC 6901)
 * @param code stable, for programs: a {@link FieldCode}, or for passwords the broken rule's code as the client
 *     description lists it
 * @param value the number that the rule speaks of, absent where there is none
 * @param messageKey key of the sentence for people
 * @param parameters what the sentence names
 */
public record FieldError(
        String pointer, String code, @Nullable Integer value, String messageKey, List<Object> parameters) {

    /** An error that is no broken password rule. */
    public static FieldError of(String member, FieldCode code) {
        return new FieldError("/" + member, code.code(), null, "spaField." + code.code(), List.of());
    }
}
