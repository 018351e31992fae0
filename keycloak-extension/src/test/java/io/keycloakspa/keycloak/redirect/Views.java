package io.keycloakspa.keycloak.redirect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lists of hostile and friendly texts, for every place that decides about them. */
public final class Views {

    private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private static final Pattern REPEATED = Pattern.compile("\\{([^{}*]+)\\*([0-9]+)}");

    private Views() {}

    /**
     * A text that must not become a VIEW.
     *
     * @param reason a {@link RedirectTargetRules.Refusal}, or FOREIGN or UNLISTED where only the client tells
     */
    public record Hostile(String reason, String text) {

        /** Whether a client that lists all addresses of the blog may have it. */
        public boolean isPageOfTheBlog() {
            return reason.equals("UNLISTED");
        }

        /** Whether the text alone tells. */
        public boolean isMalformed() {
            return !isPageOfTheBlog() && !reason.equals("FOREIGN");
        }

        @Override
        public String toString() {
            return text.length() > 100 ? text.substring(0, 100) + "…" : text;
        }
    }

    /** A text that is a VIEW, and where it leads. */
    public record Friendly(String text, String address) {}

    public static Stream<Hostile> hostile() {
        return lines("hostile-views.txt").map(line -> new Hostile(line[0], unescaped(line[1])));
    }

    public static Stream<Friendly> friendly() {
        return lines("friendly-views.txt").map(line -> new Friendly(line[0], line[1]));
    }

    private static Stream<String[]> lines(String file) {
        try (InputStream stream = Objects.requireNonNull(Views.class.getResourceAsStream(file))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                            .map(line -> line.split(" ", 2))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unescaped(String text) {
        String repeated = REPEATED.matcher(text).replaceAll(Views::repeat);
        return UNICODE.matcher(repeated)
                .replaceAll(code -> {
                    String character = Character.toString(Integer.parseInt(code.group(1), 16));
                    return java.util.regex.Matcher.quoteReplacement(character);
                })
                .translateEscapes();
    }

    private static String repeat(MatchResult part) {
        return part.group(1).repeat(Integer.parseInt(part.group(2)));
    }
}
