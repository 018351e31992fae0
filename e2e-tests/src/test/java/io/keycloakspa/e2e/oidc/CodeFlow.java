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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The authorization code flow with PKCE (RFC 7636) as the SPA does it, for tests that need tokens and no screen. */
public final class CodeFlow {

    private static final JsonMapper JSON = JsonMapper.builder().build();

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
        HttpClient browser = HttpClient.newBuilder().build();
        String verifier = random();
        Map<String, String> request = new LinkedHashMap<>();
        request.put("client_id", clientId);
        request.put("redirect_uri", redirectUri.toString());
        request.put("response_type", "code");
        request.put("scope", scope);
        request.put("state", random());
        request.put("code_challenge", challenge(verifier));
        request.put("code_challenge_method", "S256");
        HttpResponse<String> form =
                browser.send(HttpRequest.newBuilder(endpoint("auth", request)).build(), BodyHandlers.ofString());
        String action = Jsoup.parse(form.body()).select("#kc-form-login").attr("action");
        HttpResponse<String> answer = browser.send(
                form(
                        URI.create(action),
                        Map.of("username", account.username(), "password", account.password()),
                        "Cookie",
                        cookies(form)),
                BodyHandlers.ofString());
        URI location = URI.create(answer.headers()
                .firstValue("location")
                .orElseThrow(() -> new IllegalStateException("not signed in, status " + answer.statusCode())));
        return redeem(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                clientId,
                "redirect_uri",
                redirectUri.toString(),
                "code",
                query(location).get("code"),
                "code_verifier",
                verifier));
    }

    public Tokens refresh(String refreshToken) throws IOException, InterruptedException {
        return redeem(Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", refreshToken));
    }

    private Tokens redeem(Map<String, String> parameters) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(form(endpoint("token", Map.of()), parameters), BodyHandlers.ofString());
            return new Tokens(answer.statusCode(), JSON.readTree(answer.body()));
        }
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

    // By hand: Java's cookie store withholds Secure cookies from http://localhost, where browsers send them.
    private static String cookies(HttpResponse<String> answer) {
        return answer.headers().allValues("set-cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
    }

    private static HttpRequest form(URI address, Map<String, String> fields, String... headers) {
        return HttpRequest.newBuilder(address)
                .headers(Stream.concat(
                                Stream.of("Content-Type", "application/x-www-form-urlencoded"), Stream.of(headers))
                        .toArray(String[]::new))
                .POST(BodyPublishers.ofString(encode(fields)))
                .build();
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
