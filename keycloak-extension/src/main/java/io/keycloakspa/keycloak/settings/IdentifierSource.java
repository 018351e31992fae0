package io.keycloakspa.keycloak.settings;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What can identify a person: {@code username}, {@code email}, or {@code attribute:<name>} for a user attribute such as
 * a member number.
 *
 * @param attribute the attribute's name, empty for the other kinds
 */
public record IdentifierSource(Kind kind, String attribute) {

    /** How Keycloak stores a setting of several values ({@code Constants.CFG_DELIMITER}). */
    public static final String DELIMITER = "##";

    private static final String ATTRIBUTE_PREFIX = "attribute:";

    public static final IdentifierSource USERNAME = new IdentifierSource(Kind.USERNAME, "");
    public static final IdentifierSource EMAIL = new IdentifierSource(Kind.EMAIL, "");

    /** Where to look. */
    public enum Kind {
        USERNAME,
        EMAIL,
        ATTRIBUTE
    }

    /**
     * Reads a setting of several values, in their order.
     *
     * @param unknown is told each part that names nothing; such a part is left out
     */
    public static List<IdentifierSource> list(@Nullable String value, Consumer<String> unknown) {
        Set<IdentifierSource> sources = new LinkedHashSet<>();
        for (String part : value == null ? new String[0] : value.split(DELIMITER)) {
            if (!part.isBlank()) {
                parse(part).ifPresentOrElse(sources::add, () -> unknown.accept(part));
            }
        }
        return List.copyOf(sources);
    }

    /** Reads one value; empty if it names nothing that can identify a person. */
    public static Optional<IdentifierSource> parse(String text) {
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
