package io.keycloakspa.keycloak.redirect;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which texts are a VIEW. The same rules hold when a setting is saved and whenever it is used.
 *
 * <p>They allow far less than RFC 3986 does: whatever servers, proxies and browsers are known to read in different ways
 * is refused, so that the text that was matched and the page that is visited are the same (RFC 9700, section 4.1; RFC
 * 3986, section 7.6). Whether the page belongs to the client is not decided here: Keycloak matches it with the client's
 * valid redirect URIs.
 */
public final class RedirectTargetRules {

    /** As long as a valid redirect URI may be in Keycloak's database. */
    static final int MAX_LENGTH = 255;

    // What RFC 3986 has a place for anywhere in an address, without ; $ ' ( ), which servers, Keycloak and pages read
    // as
    // something of their own. Where each of them may stand is decided below.
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._~!&+,=:@/?#%*\\[\\]-]*");

    // RFC 3986, appendix B. A scheme in capitals is the same scheme, but not in normal form (section 6.2.2.1), and
    // Keycloak matches letter by letter.
    private static final Pattern ADDRESS = Pattern.compile("(https?)://([^/?#]*)([^?#]*)(?:\\?([^#]*))?(?:#(.*))?");

    private static final Pattern PATH = Pattern.compile("([^?#]*)(?:\\?([^#]*))?(?:#(.*))?");

    private static final Pattern SCHEME = Pattern.compile("(?!https?:)[A-Za-z][A-Za-z0-9+.-]*:.*");

    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*)(?::(.*))?");

    // The interfaces that Keycloak takes for loopback; RFC 8252, section 8.3, allows http there.
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    // RFC 1123, section 2.1. The last label begins with a letter, so that no resolver takes the name for a number
    // (0x7f000001, 2130706433); a dot at the end is another origin on the same server.
    private static final Pattern HOST_NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    // RFC 3986, section 3.2.2: IPv4address has no zeros in front, which some read as octal.
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");

    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    private static final int MAX_PORT = 65_535;

    // Unreserved characters (RFC 3986, section 2.3): they mean the same everywhere.
    private static final String NAME = "[A-Za-z0-9._~%-]+";

    private static final Pattern SEGMENTS = Pattern.compile("(?:/" + NAME + ")*/?");

    private static final Pattern EMPTY_OR_DOTS = Pattern.compile("//|/\\.+(?:/|$)");

    private static final String PARAMETER = NAME + "(?:=[A-Za-z0-9._~%-]*)?";

    private static final Pattern PARAMETERS = Pattern.compile(PARAMETER + "(?:&" + PARAMETER + ")*");

    // Hash routes of routers that keep the path in the fragment.
    private static final Pattern ROUTE = Pattern.compile("!?(/[^?#]*)(?:\\?([^#]*))?");

    private static final Pattern DEVELOPMENT_HOST = Pattern.compile("http://localhost:(.*)");

    private RedirectTargetRules() {}

    /** Why a text cannot be used. */
    public enum Refusal {
        TOO_LONG,
        CHARACTER,
        WILDCARD,
        FORM,
        SCHEME,
        USER_INFO,
        HOST,
        PORT,
        SEGMENT,
        ENCODING,
        PARAMETER,
        ROUTE,
        DEVELOPMENT_HOST;

        /** Key of the sentence that says what to write; its {@code {0}} is the label of the setting. */
        public String messageKey() {
            return "spaSettingsAddress." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a setting's text is neither a whole address nor a path against the client's root URL. */
    public static Optional<Refusal> refusal(String text) {
        Matcher path = PATH.matcher(text);
        if (!text.startsWith("/") || !path.matches()) {
            return refusalOfAddress(text);
        }
        return first(characters(text), page(path.group(1), path.group(2), path.group(3)));
    }

    /** Why a text is no whole address of a page. */
    public static Optional<Refusal> refusalOfAddress(String text) {
        Refusal characters = characters(text);
        Matcher address = ADDRESS.matcher(text);
        if (characters != null || !address.matches()) {
            return first(characters, SCHEME.matcher(text).matches() ? Refusal.SCHEME : Refusal.FORM);
        }
        return first(
                authority(address.group(1), address.group(2)),
                page(address.group(3), address.group(4), address.group(5)));
    }

    /** Why a text is no development host; only the interface that browsers never leave the machine for is one. */
    public static Optional<Refusal> refusalOfDevelopmentHost(String text) {
        Matcher host = DEVELOPMENT_HOST.matcher(text);
        return host.matches() && isPort(host.group(1)) ? Optional.empty() : Optional.of(Refusal.DEVELOPMENT_HOST);
    }

    /** The same page on a development host; both have to be without a refusal. */
    public static String onDevelopmentHost(String address, String developmentHost) {
        Matcher parts = ADDRESS.matcher(address);
        return parts.matches() ? developmentHost + address.substring(parts.end(2)) : address;
    }

    /** An address without its hash route, which browsers never send and redirect URIs cannot have (RFC 6749, 3.1.2). */
    public static String withoutRoute(String address) {
        int hash = address.indexOf('#');
        return hash < 0 ? address : address.substring(0, hash);
    }

    private static Optional<Refusal> first(@Nullable Refusal first, @Nullable Refusal second) {
        return Optional.ofNullable(first == null ? second : first);
    }

    private static @Nullable Refusal characters(String text) {
        if (text.length() > MAX_LENGTH) {
            return Refusal.TOO_LONG;
        }
        if (!CHARACTERS.matcher(text).matches()) {
            return Refusal.CHARACTER;
        }
        return text.indexOf('*') < 0 ? null : Refusal.WILDCARD;
    }

    private static @Nullable Refusal authority(String scheme, String authority) {
        Matcher parts = AUTHORITY.matcher(authority);
        if (authority.indexOf('@') >= 0) {
            return Refusal.USER_INFO;
        }
        if (!parts.matches() || !isHost(parts.group(1))) {
            return Refusal.HOST;
        }
        if (parts.group(2) != null && !isPort(parts.group(2))) {
            return Refusal.PORT;
        }
        return scheme.equals("https") || LOOPBACK.contains(parts.group(1)) ? null : Refusal.SCHEME;
    }

    private static boolean isHost(String host) {
        return LOOPBACK.contains(host)
                || IPV4.matcher(host).matches()
                || HOST_NAME.matcher(host).matches();
    }

    private static boolean isPort(String text) {
        return PORT.matcher(text).matches() && Integer.parseInt(text) <= MAX_PORT;
    }

    private static @Nullable Refusal page(String path, @Nullable String query, @Nullable String fragment) {
        Refusal page = pathAndQuery(path, query);
        if (page != null || fragment == null) {
            return page;
        }
        Matcher route = ROUTE.matcher(fragment);
        return route.matches() ? pathAndQuery(route.group(1), route.group(2)) : Refusal.ROUTE;
    }

    private static @Nullable Refusal pathAndQuery(String path, @Nullable String query) {
        if (!EncodedLetters.areAll(path) || (query != null && !EncodedLetters.areAll(query))) {
            return Refusal.ENCODING;
        }
        if (EMPTY_OR_DOTS.matcher(path).find()) {
            return Refusal.SEGMENT;
        }
        if (!SEGMENTS.matcher(path).matches()) {
            return Refusal.CHARACTER;
        }
        boolean wellFormed = query == null || (PARAMETERS.matcher(query).matches() && ParameterNames.areFree(query));
        return wellFormed ? null : Refusal.PARAMETER;
    }
}
