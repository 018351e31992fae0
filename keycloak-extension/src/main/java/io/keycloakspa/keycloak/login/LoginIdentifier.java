package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.settings.IdentifierSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a person typed into the one field that takes a user name or an e-mail address, in normal form. Text with an
 * {@code @} is only ever an address, text without only ever a name: the two can never mean each other.
 *
 * @param kind what the text can be
 * @param normal one form for all ways to write it: for names NFKC and folded case, for addresses {@link EmailAddress}
 * @param stored the forms in which an account can have it: the normal form first; then, where they differ, with final
 *     sigmas, with the domain in Unicode, and as stock Keycloak trims and lowers what is typed
 * @param asTyped NFKC without invisible characters, case kept
 */
public record LoginIdentifier(Kind kind, String normal, List<String> stored, String asTyped) {

    /** Whether the text is an address or a name. */
    public enum Kind {
        EMAIL,
        NAME
    }

    // RFC 5321 section 4.5.3.1: 64 octets of local part, an @, 255 octets of domain. Nothing longer is looked up.
    static final int MAX_LENGTH = 320;

    // Of UTF-16 units, invisible ones included. Looked at before any work is spent: normalising a long text is slow.
    private static final int MAX_TYPED = 4 * MAX_LENGTH;

    /** Reads typed text. Empty for text that can identify nobody: blank, too long, control characters, a torn address. */
    public static Optional<LoginIdentifier> parse(String typed) {
        if (typed.length() > MAX_TYPED) {
            return Optional.empty();
        }
        String visible = UnicodeText.withoutInvisible(typed);
        String asTyped = UnicodeText.withoutInvisible(UnicodeText.compatible(visible));
        if (asTyped.isEmpty() || visible.length() > MAX_LENGTH || UnicodeText.hasForbidden(visible)) {
            return Optional.empty();
        }
        String asStored = typed.strip().toLowerCase(Locale.ROOT);
        // A full-width @ is an @: the kind must not depend on the form in which it was typed.
        if (asTyped.indexOf('@') >= 0) {
            return EmailAddress.normalise(visible)
                    .map(address -> of(Kind.EMAIL, asTyped, address, EmailAddress.unicodeDomain(address), asStored));
        }
        String name = UnicodeText.folded(visible);
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(of(
                        Kind.NAME,
                        asTyped,
                        name,
                        UnicodeText.withFinalSigmas(name),
                        asTyped.toLowerCase(Locale.ROOT),
                        asStored));
    }

    /** Whether a value that an account has is this identifier, whatever form it is stored in. */
    boolean is(String value) {
        return parse(value)
                        .filter(other -> kind == other.kind && normal.equals(other.normal))
                        .isPresent()
                || stored.contains(value.toLowerCase(Locale.ROOT));
    }

    /** The source that such a text is looked up in first. */
    String type() {
        return (kind == Kind.EMAIL ? IdentifierSource.EMAIL : IdentifierSource.USERNAME).toString();
    }

    private static LoginIdentifier of(Kind kind, String asTyped, String... forms) {
        Set<String> stored = new LinkedHashSet<>(List.of(forms));
        return new LoginIdentifier(kind, forms[0], List.copyOf(stored), asTyped);
    }
}
