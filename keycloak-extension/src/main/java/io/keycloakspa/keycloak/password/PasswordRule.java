package io.keycloakspa.keycloak.password;

import org.jspecify.annotations.Nullable;

/**
 * One rule for new passwords.
 *
 * @param code stable, for programs
 * @param value the rule's number, absent where it has none. Lengths are in UTF-16 code units, as Keycloak and
 *     JavaScript's {@code length} count them
 */
public record PasswordRule(String code, @Nullable Integer value) {}
