package io.keycloakspa.keycloak.login;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a new user name may look like: letters and digits of any script, with {@code . - _} inside, 3 to 32 characters
 * in NFKC, in one script. Mixing scripts is how a name is made to look like another's (UTS 39 section 5.2, "highly
 * restrictive": one script, or Latin with those that Japanese, Chinese and Korean are written in).
 */
final class LoginNameRules {

    static final int MIN_LENGTH = 3;
    static final int MAX_LENGTH = 32;

    // In decomposed form a letter may take several characters, and one character of 32 may take two.
    private static final int MAX_RAW = 8 * MAX_LENGTH;

    /** Names that people take for the site itself, and mailboxes that RFC 2142 gives a meaning. */
    static final Set<String> RESERVED = Set.of(("abuse admin administrator anonymous help hostmaster info moderator"
                    + " no-reply noreply null official postmaster root security staff support system undefined webmaster")
            .split(" "));

    // More marks on one letter than any language uses cover the text around it (UTS 39 section 5.4).
    private static final int MAX_MARKS = 4;

    // A dot above i is not seen, a tatweel only stretches a word.
    private static final String DECORATIONS = "\u0307\u0640\u07FA";

    private static final List<Set<UnicodeScript>> WRITTEN_TOGETHER = List.of(
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL));

    private final Set<String> reserved;

    /** @param reserved names that nobody may take, in any form */
    LoginNameRules(Set<String> reserved) {
        this.reserved = reserved.stream().map(UnicodeText::folded).collect(Collectors.toUnmodifiableSet());
    }

    /** The first rule that a name breaks. */
    enum Broken {
        CONTAINS_AT,
        NOT_NORMAL,
        LENGTH,
        CHARACTERS,
        MIXED_SCRIPTS,
        RESERVED
    }

    /** Empty if the name may be created as it is. */
    Optional<Broken> broken(String name) {
        // Before any work is spent on it: the time to normalise a run of marks grows with the square of its length.
        if (name.length() > MAX_RAW) {
            return Optional.of(Broken.LENGTH);
        }
        if (UnicodeText.compatible(name).indexOf('@') >= 0) {
            return Optional.of(Broken.CONTAINS_AT);
        }
        String normal = UnicodeText.folded(name);
        // Compared without case: Keycloak lowers it when it stores a name.
        String stored = name.toLowerCase(Locale.ROOT);
        if (!stored.equals(normal) && !stored.equals(UnicodeText.withFinalSigmas(normal))) {
            return Optional.of(Broken.NOT_NORMAL);
        }
        int length = name.codePointCount(0, name.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            return Optional.of(Broken.LENGTH);
        }
        if (!hasOnlyAllowedCharacters(stored.codePoints().toArray())) {
            return Optional.of(Broken.CHARACTERS);
        }
        if (mixesScripts(stored)) {
            return Optional.of(Broken.MIXED_SCRIPTS);
        }
        return reserved.contains(normal) ? Optional.of(Broken.RESERVED) : Optional.empty();
    }

    private static boolean hasOnlyAllowedCharacters(int[] points) {
        int marks = 0;
        for (int i = 0; i < points.length; i++) {
            boolean inside = i > 0 && i < points.length - 1;
            marks = isMark(points[i]) ? marks + 1 : 0;
            boolean allowed = isLetterOrDigit(points[i])
                    || (isMark(points[i]) && i > 0 && marks <= MAX_MARKS)
                    || (inside && (points[i] == '.' || points[i] == '-' || points[i] == '_'));
            if (!allowed || DECORATIONS.indexOf(points[i]) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Unicode counts apostrophes, hooks and tone signs as letters too (U+02B0 to U+02FF): they look like punctuation. */
    private static boolean isLetterOrDigit(int point) {
        return Character.isLetterOrDigit(point) && !(point >= 0x02B0 && point <= 0x02FF);
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Digits of two number systems count as well (UTS 39 section 5.3). */
    private static boolean mixesScripts(String name) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        name.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.remove(UnicodeScript.COMMON);
        scripts.remove(UnicodeScript.INHERITED);
        long numberSystems = name.codePoints()
                .filter(Character::isDigit)
                .map(point -> point - Character.digit(point, 10))
                .distinct()
                .count();
        return numberSystems > 1
                || (scripts.size() > 1
                        && WRITTEN_TOGETHER.stream().noneMatch(together -> together.containsAll(scripts)));
    }
}
