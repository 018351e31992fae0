package io.keycloakspa.keycloak.spa.request;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the language of an answer by {@code Accept-Language} alone (RFC 4647 lookup). Keycloak's own choice would
 * read a cookie, which the JSON API never does.
 */
final class AcceptedLanguage {

    /** Browsers send some dozens of characters; whoever sends more gets the default instead of our time. */
    private static final int MAX_LENGTH = 512;

    private AcceptedLanguage() {}

    static Locale choose(@Nullable String header, Collection<String> supported, Locale unset) {
        if (header == null || header.isBlank() || header.length() > MAX_LENGTH) {
            return unset;
        }
        List<Locale.LanguageRange> ranges;
        try {
            ranges = Locale.LanguageRange.parse(header);
        } catch (IllegalArgumentException malformed) {
            return unset;
        }
        String tag = Locale.lookupTag(ranges, supported);
        return tag == null ? unset : Locale.forLanguageTag(tag);
    }
}
