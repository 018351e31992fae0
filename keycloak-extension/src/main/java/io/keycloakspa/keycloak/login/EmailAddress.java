package io.keycloakspa.keycloak.login;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/**
 * Addresses in one normal form: local part NFC in lower case, domain in ASCII (RFC 5890).
 *
 * <p>The JDK converts domains by IDNA 2003. That differs from IDNA 2008, which browsers and registries use, in four
 * characters: sharp s, final sigma and the two joiners, where 2003 makes another domain of it ({@code straße} becomes
 * {@code strasse}, which belongs to somebody else). A domain with one of those stays as it is written, so it is never
 * taken for another; Keycloak's mailer would still make that mistake, so {@link #isMailable} is false for it.
 */
final class EmailAddress {

    // RFC 5321 section 4.5.3.1.1.
    private static final int MAX_LOCAL_PART = 64;

    private static final String DEVIATIONS = "\u00DF\u1E9E\u03C2\u200C\u200D";

    private EmailAddress() {}

    /** Empty for text that is no address: no local part, no domain, or a domain that no name can have. */
    static Optional<String> normalise(String text) {
        // Of the separator only: full-width and small forms of @ separate as well; a local part keeps its characters.
        String unified = text.replace('\uFF20', '@').replace('\uFE6B', '@');
        int at = unified.lastIndexOf('@');
        if (at <= 0) {
            return Optional.empty();
        }
        String local = UnicodeText.composed(lower(UnicodeText.composed(unified.substring(0, at))));
        if (local.length() > MAX_LOCAL_PART || local.indexOf('@') >= 0) {
            return Optional.empty();
        }
        return domain(unified.substring(at + 1)).map(domain -> local + "@" + domain);
    }

    /** Whether mail to it reaches the domain that the person wrote. */
    static boolean isMailable(String address) {
        return address.substring(address.lastIndexOf('@') + 1).chars().allMatch(c -> DEVIATIONS.indexOf(c) < 0);
    }

    /** The same address with its domain in Unicode. */
    static String unicodeDomain(String normal) {
        int at = normal.lastIndexOf('@');
        return normal.substring(0, at + 1) + IDN.toUnicode(normal.substring(at + 1), IDN.ALLOW_UNASSIGNED);
    }

    private static Optional<String> domain(String text) {
        // First by newer Unicode data than IDNA 2003 has, which knows letters of Unicode 3.2 only.
        String unicode = UnicodeText.compatible(lower(UnicodeText.compatible(text)));
        try {
            String ascii = lower(IDN.toASCII(unicode, IDN.USE_STD3_ASCII_RULES | IDN.ALLOW_UNASSIGNED));
            if (ascii.isEmpty() || ascii.startsWith(".") || ascii.contains("..")) {
                return Optional.empty();
            }
            return Optional.of(isMailable(unicode) ? ascii : unicode);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
