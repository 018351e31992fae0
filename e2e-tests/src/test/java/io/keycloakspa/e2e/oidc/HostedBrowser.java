package io.keycloakspa.e2e.oidc;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** A browser on Keycloak's own pages: it keeps cookies, and follows redirects as far as they stay there. */
public final class HostedBrowser {

    private static final int MAX_REDIRECTS = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI keycloak;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private @Nullable HttpResponse<String> page;

    public HostedBrowser(URI keycloak) {
        this.keycloak = keycloak;
    }

    public HostedBrowser open(URI address) throws IOException, InterruptedException {
        go(HttpRequest.newBuilder(address));
        return this;
    }

    /**
     * Sends a form of the page.
     *
     * @param form its CSS selector
     */
    public HostedBrowser submit(String form, Map<String, String> fields) throws IOException, InterruptedException {
        String action = Jsoup.parse(page().body()).select(form).attr("action");
        if (action.isEmpty()) {
            throw new AssertionError("no form " + form + " on a page of status " + status() + ", but: "
                    + Jsoup.parse(page().body()).text());
        }
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        go(HttpRequest.newBuilder(page().uri().resolve(action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
        return this;
    }

    public int status() {
        return page().statusCode();
    }

    public String body() {
        return page().body();
    }

    /** Where a redirect away from Keycloak leads; empty while a page is shown. */
    public String leftFor() {
        return page().headers().firstValue("location").orElse("");
    }

    private void go(HttpRequest.Builder first) throws IOException, InterruptedException {
        HttpRequest.Builder next = first;
        for (int i = 0; i < MAX_REDIRECTS; i++) {
            if (!cookies.isEmpty()) {
                next.header("Cookie", cookieHeader());
            }
            HttpResponse<String> answer = http.send(next.build(), BodyHandlers.ofString());
            page = answer;
            keepCookies(answer);
            if (!leftFor().startsWith(keycloak.toString())) {
                return;
            }
            next = HttpRequest.newBuilder(URI.create(leftFor()));
        }
        throw new AssertionError("redirected in circles");
    }

    private HttpResponse<String> page() {
        return Objects.requireNonNull(page, "no page is open");
    }

    // By hand: Java's cookie store withholds Secure cookies from http://localhost, where browsers send them.
    private void keepCookies(HttpResponse<String> answer) {
        for (String cookie : answer.headers().allValues("set-cookie")) {
            String pair = cookie.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }
}
