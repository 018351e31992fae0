package io.keycloakspa.keycloak.redirect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Percent-encoding (RFC 3986, section 2.1) of letters and digits that ASCII lacks. Anything else that is encoded (slash,
 * backslash, dot, percent sign, control characters, direction marks) is read in different ways by different servers.
 */
final class EncodedLetters {

    private static final Pattern OCTETS = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

    private static final int LAST_ASCII = 0x7F;

    private EncodedLetters() {}

    /** Whether each percent sign in the text is part of such a letter. */
    static boolean areAll(String text) {
        Matcher octets = OCTETS.matcher(text);
        int end = 0;
        while (octets.find()) {
            if (text.substring(end, octets.start()).indexOf('%') >= 0 || !isLetters(octets.group())) {
                return false;
            }
            end = octets.end();
        }
        return text.indexOf('%', end) < 0;
    }

    private static boolean isLetters(String encoded) {
        byte[] octets = HexFormat.of().parseHex(encoded.replace("%", ""));
        try {
            // A new decoder reports what is no UTF-8, such as an overlong slash, instead of replacing it.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .codePoints()
                    .allMatch(EncodedLetters::isLetter);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isLetter(int codePoint) {
        int type = Character.getType(codePoint);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        return codePoint > LAST_ASCII && (mark || Character.isLetterOrDigit(codePoint));
    }
}
