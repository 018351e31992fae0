package io.keycloakspa.e2e.oidc;

import io.keycloakspa.launcher.DemoAccount;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The authorization code flow with PKCE (RFC 7636) as the SPA does it, for tests that need tokens and no screen. */
public final class CodeFlow {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    // As many as browsers follow.
    private static final int MAX_REDIRECTS = 20;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI issuer;
    private final String clientId;
    private final URI redirectUri;

    public CodeFlow(URI issuer, String clientId, URI redirectUri) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.redirectUri = redirectUri;
    }

    /** Signs in on the hosted page and redeems the code. */
    public Tokens signIn(DemoAccount account, String scope) throws IOException, InterruptedException {
        return redeem(open(scope).submit(account.username(), account.password()));
    }

    /** Opens the hosted page in a browser of its own. */
    public LoginForm open(String scope) throws IOException, InterruptedException {
        return open(scope, Map.of());
    }

    /**
     * Opens the hosted page in a browser of its own.
     *
     * @param more parameters of the request, such as {@code login_hint}
     */
    public LoginForm open(String scope, Map<String, String> more) throws IOException, InterruptedException {
        return open(new LoginForm(), scope, more);
    }

    /** Comes again with a browser that has been here. */
    public LoginForm openAgain(LoginForm browser, Map<String, String> more) throws IOException, InterruptedException {
        return open(browser, "openid", more);
    }

    /** A browser that has not been anywhere yet. */
    public static LoginForm newBrowser() {
        return new LoginForm();
    }

    private LoginForm open(LoginForm browser, String scope, Map<String, String> more)
            throws IOException, InterruptedException {
        String verifier = random();
        var page = new LoginForm(browser.cookies, verifier);
        page.show(HttpRequest.newBuilder(address(verifier, scope, more)));
        return page;
    }

    /** What the app's link to the hosted page is, for a real browser; the code that comes back is not redeemed. */
    public URI address(Map<String, String> more) {
        return address(random(), "openid", more);
    }

    private URI address(String verifier, String scope, Map<String, String> more) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("client_id", clientId);
        request.put("redirect_uri", redirectUri.toString());
        request.put("response_type", "code");
        request.put("scope", scope);
        request.put("state", random());
        request.put("code_challenge", challenge(verifier));
        request.put("code_challenge_method", "S256");
        request.putAll(more);
        return endpoint("auth", request);
    }

    /** The hosted page as its browser holds it. */
    public static final class LoginForm {

        private final Map<String, String> cookies;
        private final String verifier;
        private String userAgent = "";
        private @Nullable HttpResponse<String> page;

        private LoginForm() {
            this(Map.of(), "");
        }

        private LoginForm(Map<String, String> cookies, String verifier) {
            this.cookies = new LinkedHashMap<>(cookies);
            this.verifier = verifier;
        }

        /** Makes the browser say what it is. */
        public LoginForm calledBy(String agent) {
            userAgent = agent;
            return this;
        }

        /** What is in the browser now: a page, or a redirect to the app. */
        public Attempt shown() {
            return new Attempt(page(), verifier);
        }

        /** Types into the form and sends it; the same form can be sent again if it comes back. */
        public Attempt submit(String identifier, String password) throws IOException, InterruptedException {
            return submit("#kc-form-login", Map.of("username", identifier, "password", password));
        }

        /** Asks for a mail on "Forgot password?". */
        public Attempt forgotPassword(String identifier) throws IOException, InterruptedException {
            follow("a[href*=login-actions/reset-credentials]");
            return submit("#kc-reset-password-form", Map.of("username", identifier));
        }

        /** Fills in the registration page and sends it. */
        public Attempt register(String username, String email) throws IOException, InterruptedException {
            follow("a[href*=login-actions/registration]");
            return submit(
                    "#kc-register-form",
                    Map.of("username", username, "email", email, "firstName", "Test", "lastName", "Person"));
        }

        /**
         * Sends a form of the page.
         *
         * @param form its CSS selector
         */
        public Attempt submit(String form, Map<String, String> fields) throws IOException, InterruptedException {
            String action = Jsoup.parse(page().body()).select(form).attr("action");
            show(form(URI.create(action), fields));
            return shown();
        }

        /** Opens an address of Keycloak and goes where it leads. */
        public Attempt visit(String address) throws IOException, InterruptedException {
            show(HttpRequest.newBuilder(URI.create(address)));
            return goOn();
        }

        /** Opens a link of the page and goes where it leads. */
        public Attempt click(String link) throws IOException, InterruptedException {
            follow(link);
            return goOn();
        }

        /** Follows Keycloak's redirects until there is a page, or one leads to an app. */
        public Attempt goOn() throws IOException, InterruptedException {
            for (int redirects = 0; redirects < MAX_REDIRECTS; redirects++) {
                URI here = page().uri();
                Optional<URI> next = page().headers().firstValue("location").map(here::resolve);
                if (next.isEmpty() || !next.get().getAuthority().equals(here.getAuthority())) {
                    return shown();
                }
                show(HttpRequest.newBuilder(next.get()));
            }
            throw new IllegalStateException("more than " + MAX_REDIRECTS + " redirects");
        }

        private void follow(String link) throws IOException, InterruptedException {
            String target = Jsoup.parse(page().body()).select(link).attr("href");
            show(HttpRequest.newBuilder(page().uri().resolve(target)));
        }

        private void show(HttpRequest.Builder request) throws IOException, InterruptedException {
            if (!userAgent.isEmpty()) {
                request.header("User-Agent", userAgent);
            }
            page = CodeFlow.send((cookies.isEmpty() ? request : request.header("Cookie", cookieHeader())).build());
            keepCookies();
        }

        private HttpResponse<String> page() {
            return Objects.requireNonNull(page, "no page is open");
        }

        // By hand: Java's cookie store withholds Secure cookies from http://localhost, where browsers send them.
        private void keepCookies() {
            for (String cookie : page().headers().allValues("set-cookie")) {
                String pair = cookie.substring(0, cookie.indexOf(';'));
                cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }

        /** What the browser sends to Keycloak, as the value of a header. */
        public String cookieHeader() {
            return cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "));
        }
    }

    /**
     * What the hosted page answered.
     *
     * @param answer a redirect to the app with a code, or the page again
     */
    public record Attempt(HttpResponse<String> answer, String verifier) {

        /** Whether the answer leads back to the app with a code. */
        public boolean succeeded() {
            return answer.headers().firstValue("location").orElse("").contains("code=");
        }

        /** For assertions that say what came instead: "signed in", or status, target and message. */
        public String outcome() {
            return succeeded()
                    ? "signed in"
                    : answer.statusCode() + " "
                            + answer.headers().firstValue("location").orElse("") + " " + message();
        }

        /** What stands in an element of the page, or is its value. */
        public String text(String selector) {
            var element = Jsoup.parse(answer.body()).selectFirst(selector);
            return element == null ? "" : element.hasAttr("value") ? element.attr("value") : element.text();
        }

        /** The first message at a field or above the form; empty if there is none. */
        public String message() {
            var page = Jsoup.parse(answer.body());
            var message = page.selectFirst("span[id^=input-error], .kc-feedback-text");
            return message == null ? "" : message.text();
        }
    }

    /** Redeems the code of a sign-in that succeeded. */
    public Tokens redeem(Attempt attempt) throws IOException, InterruptedException {
        return send(redeemed(attempt));
    }

    /** The same for tokens that are bound to a key (RFC 9449). */
    public Tokens redeem(Attempt attempt, ProofKey key) throws IOException, InterruptedException {
        URI endpoint = endpoint("token", Map.of());
        return send(redeemed(attempt), "DPoP", key.proof("POST", endpoint, ""));
    }

    private Map<String, String> redeemed(Attempt attempt) {
        if (!attempt.succeeded()) {
            throw new IllegalStateException(
                    "not signed in, status " + attempt.answer().statusCode());
        }
        URI location =
                URI.create(attempt.answer().headers().firstValue("location").orElseThrow());
        return Map.of(
                "grant_type", "authorization_code",
                "client_id", clientId,
                "redirect_uri", redirectUri.toString(),
                "code", query(location).get("code"),
                "code_verifier", attempt.verifier());
    }

    /** The password grant, for realms whose client allows it. */
    public Tokens passwordGrant(String identifier, String password) throws IOException, InterruptedException {
        return send(Map.of(
                "grant_type", "password",
                "client_id", clientId,
                "username", identifier,
                "password", password,
                "scope", "openid"));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    public Tokens refresh(String refreshToken) throws IOException, InterruptedException {
        return send(Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", refreshToken));
    }

    private Tokens send(Map<String, String> parameters, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = form(endpoint("token", Map.of()), parameters);
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = send(request.build());
        return new Tokens(answer.statusCode(), JSON.readTree(answer.body()));
    }

    /**
     * The token endpoint's answer.
     *
     * @param status 200, or 400 with an error of RFC 6749 section 5.2
     */
    public record Tokens(int status, JsonNode body) {

        public String accessToken() {
            return body.path("access_token").asString();
        }

        public String refreshToken() {
            return body.path("refresh_token").asString();
        }

        public String idToken() {
            return body.path("id_token").asString();
        }

        public JsonNode accessTokenHeader() {
            return part(0);
        }

        public JsonNode accessTokenClaims() {
            return part(1);
        }

        private JsonNode part(int index) {
            String part = accessToken().split("\\.", -1)[index];
            return JSON.readTree(Base64.getUrlDecoder().decode(part));
        }
    }

    private URI endpoint(String name, Map<String, String> query) {
        String base = issuer + "/protocol/openid-connect/" + name;
        return URI.create(query.isEmpty() ? base : base + "?" + encode(query));
    }

    private static HttpRequest.Builder form(URI address, Map<String, String> fields) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encode(fields)));
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String random() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
