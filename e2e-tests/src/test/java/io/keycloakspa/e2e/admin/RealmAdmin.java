package io.keycloakspa.e2e.admin;

import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An admin of one realm. Tests make accounts of their own with it, so that they do not meet each other. */
public final class RealmAdmin {

    private static final Set<String> MADE = ConcurrentHashMap.newKeySet();

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI keycloak;
    private final TestEnvironment environment;
    private final String realm;
    private final JsonHttp http;

    public RealmAdmin(TestEnvironment environment, String realm) {
        this.keycloak = environment.adminUrl();
        this.environment = environment;
        this.realm = realm;
        this.http = new JsonHttp(URI.create(keycloak + "/admin/realms"));
    }

    /** A fresh account: its name and address are nobody else's. */
    public record Account(String id, String username, String email, String password) {}

    /** Makes an account with a confirmed address and a password. */
    public Account createAccount(String prefix) throws IOException, InterruptedException {
        String username = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
        return createAccount(username, username + "@example.org", Map.of());
    }

    /**
     * Makes an account.
     *
     * @param more members of Keycloak's user representation that replace ours
     */
    public Account createAccount(String username, String email, Map<String, Object> more)
            throws IOException, InterruptedException {
        String secret = "a-long-enough-secret-" + UUID.randomUUID();
        var user = new HashMap<String, Object>(representation(username, email, secret));
        user.putAll(more);
        Answer made = send("POST", "/users", JSON.writeValueAsString(user));
        if (made.status() != 201) {
            throw new IllegalStateException(
                    "account not made: " + made.status() + " " + made.response().body());
        }
        String location = made.header("location");
        return new Account(location.substring(location.lastIndexOf('/') + 1), username, email, secret);
    }

    /** Makes an account past all validators, as an import of old data does. */
    public Account importAccount(String username, String email, Map<String, Object> more)
            throws IOException, InterruptedException {
        String secret = "a-long-enough-secret-" + UUID.randomUUID();
        var user = new HashMap<String, Object>(representation(username, email, secret));
        user.putAll(more);
        Answer made = send(
                "POST",
                "/partialImport",
                JSON.writeValueAsString(Map.of("ifResourceExists", "FAIL", "users", List.of(user))));
        if (made.status() != 200) {
            throw new IllegalStateException("account not imported: " + made.status() + " "
                    + made.response().body());
        }
        return new Account(made.body().path("results").get(0).path("id").asString(), username, email, secret);
    }

    private static Map<String, Object> representation(String username, String email, String secret) {
        return Map.of(
                "username",
                username,
                "email",
                email,
                "firstName",
                "Test",
                "lastName",
                "Person",
                "enabled",
                true,
                "emailVerified",
                true,
                "credentials",
                List.of(Map.of("type", "password", "value", secret, "temporary", false)));
    }

    /** Calls the admin API below the realm. */
    public Answer send(String method, String path, String body) throws IOException, InterruptedException {
        return http.send(method, "/" + realm + path, body, "Authorization", "Bearer " + token());
    }

    /**
     * Makes the realm itself, from a representation that names it; anew if these tests have made it before, as when one
     * is run a second time. A realm of somebody else's stays, and the answer is 409.
     */
    public Answer createRealm(String representation) throws IOException, InterruptedException {
        environment.needs(Need.REALMS);
        if (MADE.contains(realm)) {
            send("DELETE", "", "");
        }
        Answer made = http.send("POST", "", representation, "Authorization", "Bearer " + token());
        if (made.status() == 201) {
            MADE.add(realm);
        }
        return made;
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, "").body();
    }

    // Each call signs in anew: an admin's token lives for a minute only.
    private String token() throws IOException, InterruptedException {
        String form = "grant_type=password&client_id=admin-cli&username=" + environment.adminUser() + "&password="
                + URLEncoder.encode(environment.adminPassword(), StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(keycloak + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return JSON.readTree(client.send(request, BodyHandlers.ofString()).body())
                    .path("access_token")
                    .asString();
        }
    }
}
