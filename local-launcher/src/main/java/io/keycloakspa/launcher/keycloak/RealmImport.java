package io.keycloakspa.launcher.keycloak;

import io.keycloakspa.launcher.process.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The realm's source as files where Keycloak's startup import looks for it. The import skips a realm that exists, so a
 * change of the source shows only with fresh data.
 */
public final class RealmImport {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How the source writes the blog's origin. */
    private static final String BLOG = "${BLOG_SPA_URL}";

    private final Path source;

    /**
     * Takes the realm from its source.
     *
     * @param source the folder {@code realm-export}
     */
    public RealmImport(Path source) {
        this.source = source;
    }

    /**
     * Realm, demo users and password block list, by their path below Keycloak's home folder.
     *
     * @param developmentServer an origin that serves the SPA with live reload and may sign in as well; the reviewed
     *     realm file knows none
     * @param api whose page to try the operations may sign in as the app does, on this machine only
     */
    public Map<String, byte[]> files(URI developmentServer, URI api) {
        try {
            var realm = (ObjectNode) JSON.readTree(Files.readString(source.resolve("blog-realm.json")));
            for (JsonNode client : realm.path("clients")) {
                if (client.path("clientId").asString().equals("blog-spa")) {
                    allow((ObjectNode) client, developmentServer);
                    ((ArrayNode) client.get("redirectUris")).add(api + "/swagger-ui/oauth2-redirect.html");
                    ((ArrayNode) client.get("webOrigins")).add(api.toString());
                }
            }
            return Map.of(
                    "data/import/blog-realm.json",
                    JSON.writeValueAsBytes(realm),
                    "data/import/blog-users-0.json",
                    Files.readAllBytes(source.resolve("demo/blog-users-0.json")),
                    "data/password-blacklists/blog-blocklist.txt",
                    Files.readAllBytes(source.resolve("blog-blocklist.txt")));
        } catch (IOException e) {
            throw new StartFailure("The realm's files in " + source + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void allow(ObjectNode client, URI origin) {
        var redirectUris = (ArrayNode) client.get("redirectUris");
        List<String> paths = redirectUris
                .valueStream()
                .map(JsonNode::asString)
                .filter(uri -> uri.startsWith(BLOG))
                .map(uri -> uri.substring(BLOG.length()))
                .toList();
        // The callback and the pages of mailed links; exact addresses here as well.
        paths.forEach(path -> redirectUris.add(origin + path));
        ((ArrayNode) client.get("webOrigins")).add(origin.toString());
        var attributes = (ObjectNode) client.get("attributes");
        // Keycloak separates the addresses of this attribute by ##.
        String afterLogout = attributes.path("post.logout.redirect.uris").asString();
        attributes.put("post.logout.redirect.uris", afterLogout + "##" + origin + "/");
    }
}
