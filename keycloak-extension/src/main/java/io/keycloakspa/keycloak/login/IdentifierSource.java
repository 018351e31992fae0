package io.keycloakspa.keycloak.login;

import java.util.Locale;
import java.util.Optional;

/**
 * What can identify a person: {@code username}, {@code email}, or {@code attribute:<name>} for a user attribute such as
 * a member number.
 *
 * @param attribute the attribute's name, empty for the other kinds
 */
public record IdentifierSource(Kind kind, String attribute) {

    private static final String ATTRIBUTE_PREFIX = "attribute:";

    static final IdentifierSource USERNAME = new IdentifierSource(Kind.USERNAME, "");
    static final IdentifierSource EMAIL = new IdentifierSource(Kind.EMAIL, "");

    /** Where to look. */
    public enum Kind {
        USERNAME,
        EMAIL,
        ATTRIBUTE
    }

    /** Reads a setting's value; empty if it names nothing that can identify a person. */
    static Optional<IdentifierSource> parse(String text) {
        String value = text.strip();
        if (value.equals("username")) {
            return Optional.of(USERNAME);
        }
        if (value.equals("email")) {
            return Optional.of(EMAIL);
        }
        String attribute = value.startsWith(ATTRIBUTE_PREFIX)
                ? value.substring(ATTRIBUTE_PREFIX.length()).strip()
                : "";
        // An attribute of one of these names would be the field itself, without the rules that hold for it.
        return attribute.isEmpty() || attribute.equals("username") || attribute.equals("email")
                ? Optional.empty()
                : Optional.of(new IdentifierSource(Kind.ATTRIBUTE, attribute));
    }

    /** As the setting writes it. */
    @Override
    public String toString() {
        return kind == Kind.ATTRIBUTE
                ? ATTRIBUTE_PREFIX + attribute
                : kind.name().toLowerCase(Locale.ROOT);
    }
}
