package io.keycloakspa.keycloak.login;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.regex.Pattern;

/**
 * The Unicode rules that names and addresses share. Nothing here depends on the server's or anybody's locale. The data
 * is the JDK's own: Keycloak ships no ICU4J, which weighs 15 MB.
 */
final class UnicodeText {

    // Letters without a glyph of their own, which the general category does not tell apart: combining grapheme joiner,
    // Hangul fillers, Khmer inherent vowels, Mongolian selectors (DerivedCoreProperties: Default_Ignorable_Code_Point).
    private static final String INVISIBLE_LETTERS =
            "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u3164\uFFA0";

    private static final Pattern FINAL_SIGMA = Pattern.compile("(?<=[\\p{L}\\p{M}])\u03C3(?![\\p{L}\\p{M}])");

    private UnicodeText() {}

    /** The text without characters that nobody sees, and without blanks at its ends. Blanks inside stay. */
    static String withoutInvisible(String text) {
        var visible = new StringBuilder(text.length());
        text.codePoints().filter(point -> !isInvisible(point)).forEach(visible::appendCodePoint);
        int begin = 0;
        int end = visible.length();
        while (begin < end && isBlank(visible.charAt(begin))) {
            begin++;
        }
        while (end > begin && isBlank(visible.charAt(end - 1))) {
            end--;
        }
        return visible.substring(begin, end);
    }

    /** The form that makes compatible characters equal: full-width, ligatures, composed and decomposed accents. */
    static String compatible(String text) {
        return Normalizer.normalize(text, Form.NFKC);
    }

    /** NFC: composed and decomposed accents become equal, nothing else does. */
    static String composed(String text) {
        return Normalizer.normalize(text, Form.NFC);
    }

    /**
     * NFKC with case folded and nothing invisible, repeated until it is stable: each step can open one of the others.
     */
    static String folded(String text) {
        String before;
        String after = text;
        do {
            before = after;
            after = withoutInvisible(caseFolded(compatible(before)));
        } while (!after.equals(before));
        return after;
    }

    /**
     * Case folding, character by character. It goes through upper case, so that what has the same capital is the same:
     * a final sigma and any other, a dotless i and an i.
     */
    static String caseFolded(String text) {
        return text.codePoints()
                .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The same text with sigmas at the ends of words in the form that Greek writes there. */
    static String withFinalSigmas(String folded) {
        return FINAL_SIGMA.matcher(folded).replaceAll("\u03C2");
    }

    /** Control characters, halves of surrogate pairs, private use and unassigned code points: no text at all. */
    static boolean hasForbidden(String text) {
        return text.codePoints().anyMatch(point -> {
            int type = Character.getType(point);
            return type == Character.CONTROL
                    || type == Character.SURROGATE
                    || type == Character.PRIVATE_USE
                    || type == Character.UNASSIGNED;
        });
    }

    private static boolean isInvisible(int point) {
        return Character.getType(point) == Character.FORMAT
                || (point >= 0xFE00 && point <= 0xFE0F)
                || (point >= 0xE0100 && point <= 0xE01EF)
                || INVISIBLE_LETTERS.indexOf(point) >= 0;
    }

    private static boolean isBlank(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
