package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.login.LoginIdentifier.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an identifier must look like when an account gets it. Stricter than what {@link LoginIdentifier} reads, because
 * Keycloak stores the text as it is, and finds it only in the forms that are looked up.
 */
final class NewIdentifierRules {

    /** Keys of the texts that forms show. They take no parameter: the consoles and the login theme write those differently. */
    static final String CONTAINS_AT = "loginIdentifierContainsAt";

    static final String NOT_PLAIN = "loginIdentifierNotPlain";
    static final String NAME_LENGTH = "loginIdentifierNameLength";
    static final String NAME_CHARACTERS = "loginIdentifierNameCharacters";
    static final String NAME_MIXED_SCRIPTS = "loginIdentifierNameMixedScripts";
    static final String NAME_RESERVED = "loginIdentifierNameReserved";
    static final String NO_ADDRESS = "loginIdentifierNoAddress";
    static final String DOMAIN = "loginIdentifierDomain";
    static final String MIXED_CASE = "loginIdentifierMixedCase";
    static final String TAKEN = "loginIdentifierTaken";

    private NewIdentifierRules() {}

    /** Why a user name is refused, or empty. */
    static Optional<String> ofName(String name, Set<String> reserved) {
        return new LoginNameRules(reserved).broken(name).map(broken -> switch (broken) {
            case CONTAINS_AT -> CONTAINS_AT;
            case NOT_NORMAL -> NOT_PLAIN;
            case LENGTH -> NAME_LENGTH;
            case CHARACTERS -> NAME_CHARACTERS;
            case MIXED_SCRIPTS -> NAME_MIXED_SCRIPTS;
            case RESERVED -> NAME_RESERVED;
        });
    }

    /** Why an address is refused, or empty. A domain may be in Unicode: it is found in both forms. */
    static Optional<String> ofAddress(String address) {
        if (!EmailAddress.isMailable(address)) {
            return Optional.of(DOMAIN);
        }
        Optional<String> normal = LoginIdentifier.parse(address)
                .filter(identifier -> identifier.kind() == Kind.EMAIL)
                .map(LoginIdentifier::normal);
        if (normal.isEmpty()) {
            return Optional.of(NO_ADDRESS);
        }
        String stored = address.toLowerCase(Locale.ROOT);
        return stored.equals(normal.get()) || stored.equals(EmailAddress.unicodeDomain(normal.get()))
                ? Optional.empty()
                : Optional.of(NOT_PLAIN);
    }

    /** Why the value of another identifying attribute is refused, or empty. In mixed case not everybody would find it. */
    static Optional<String> ofAttribute(String value) {
        if (UnicodeText.compatible(value).indexOf('@') >= 0) {
            return Optional.of(CONTAINS_AT);
        }
        if (LoginIdentifier.parse(value)
                .filter(identifier -> identifier.asTyped().equals(value))
                .isEmpty()) {
            return Optional.of(NOT_PLAIN);
        }
        return value.equals(value.toLowerCase(Locale.ROOT)) || value.equals(value.toUpperCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(MIXED_CASE);
    }
}
