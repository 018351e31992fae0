package io.keycloakspa.e2e.spa;

import io.keycloakspa.e2e.openapi.DocumentedApi;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A mailed link, opened without a browser. It follows no redirect and keeps no cookie. */
public final class MailedLink {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    public MailedLink(String address) {
        this.address = address;
    }

    /**
     * Where the link leads.
     *
     * @param context what the page is told, from the fragment or else the query
     */
    public record Landing(int status, String page, Map<String, String> context, HttpResponse<String> response) {

        /** Where an answer of Keycloak leads. */
        public static Landing of(HttpResponse<String> response) {
            String location = response.headers().firstValue("location").orElse("");
            if (location.isEmpty()) {
                return new Landing(response.statusCode(), "", Map.of(), response);
            }
            URI target = URI.create(location);
            String context = target.getRawFragment() == null ? target.getRawQuery() : target.getRawFragment();
            String page = location.split("[#?]", 2)[0];
            return new Landing(response.statusCode(), page, parameters(context), response);
        }

        /** The whole address, empty if there is none. */
        public String location() {
            return response.headers().firstValue("location").orElse("");
        }

        /** The token that the page is given. */
        public String token() {
            String token = context.get("token");
            if (token == null) {
                throw new AssertionError("no token; status " + status + ", told: " + context.keySet());
            }
            return token;
        }
    }

    public String address() {
        return address;
    }

    /** The token in the link itself. */
    public String token() {
        return parameters(URI.create(address).getRawQuery()).getOrDefault("key", "");
    }

    /** The same token where Keycloak's own mails would lead. */
    public String stockAddress() {
        return address.replace("/spa/v1/link?", "/login-actions/action-token?");
    }

    /** The same link with another token. */
    public MailedLink withToken(String token) {
        return new MailedLink(address.replace(token(), token));
    }

    /** Opens the link; headers are name, value, name, value …. */
    public Landing open(String... headers) throws IOException, InterruptedException {
        return send("GET", headers);
    }

    /** Sends any method; headers as above. */
    public Landing send(String method, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        DocumentedApi.check(response, null);
        return Landing.of(response);
    }

    private static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
