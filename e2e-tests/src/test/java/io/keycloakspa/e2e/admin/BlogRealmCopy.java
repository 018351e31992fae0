package io.keycloakspa.e2e.admin;

import io.keycloakspa.e2e.environment.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A realm of a test's own, made from the reviewed source, for tests that change a realm's settings. */
public final class BlogRealmCopy {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BlogRealmCopy() {}

    /**
     * Imports the realm under another name.
     *
     * @param change what is different
     * @return its admin
     */
    public static RealmAdmin create(TestEnvironment environment, String name, Consumer<ObjectNode> change)
            throws IOException, InterruptedException {
        Path source = Path.of(System.getProperty("project.root", ".."), "realm-export/blog-realm.json");
        // Keycloak fills in placeholders at its start only, not when a realm comes over its API.
        String text = Files.readString(source);
        Map<String, String> values = Map.of(
                "BLOG_SPA_URL",
                environment.webUrl().toString(),
                "NEWSLETTER_URL",
                "http://localhost:8084",
                "ARTICLES_API_CLIENT_SECRET",
                "for-tests-only",
                "SMTP_HOST",
                environment.smtpHost(),
                "SMTP_PORT",
                Integer.toString(environment.smtpPort()));
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replaceAll("\\$\\{" + value.getKey() + "(:[^}]*)?}", value.getValue());
        }
        // The account console is only let back to where its realm is.
        text = text.replace("/realms/blog/", "/realms/" + name + "/");
        var realm = (ObjectNode) JSON.readTree(text.replaceAll("\\$\\{[A-Z_]+:([^}]*)}", "$1"));
        realm.put("realm", name);
        // Off unless a test is about it: Keycloak refuses a person for a minute after two quick wrong passwords, and
        // for a
        // moment while it still counts the last one.
        realm.put("bruteForceProtected", false);
        settings(realm).put("requests.per.source", "1000000").put("requests.per.client", "1000000");
        change.accept(realm);
        var admin = new RealmAdmin(environment, name);
        var made = admin.createRealm(JSON.writeValueAsString(realm));
        if (made.status() != 201) {
            throw new IllegalStateException(
                    "realm not made: " + made.status() + " " + made.response().body());
        }
        return admin;
    }

    /** Lets the blog's client use the password grant, which the reviewed realm forbids. */
    public static void allowPasswordGrant(ObjectNode realm) {
        client(realm, "blog-spa").put("directAccessGrantsEnabled", true);
    }

    /**
     * Sets what identifies people at every entry.
     *
     * @param identifiers as Keycloak stores a list: parts joined by {@code ##}
     */
    public static void identifyBy(ObjectNode realm, String identifiers) {
        for (JsonNode setting : realm.path("authenticatorConfig")) {
            if (setting.path("alias").asString().equals("blog login")) {
                ((ObjectNode) setting.path("config")).put("identifiers", identifiers);
            }
        }
    }

    /** The settings that all apps of the realm share: what the "SPA settings" of client scope {@code spa} hold. */
    public static ObjectNode settings(ObjectNode realm) {
        for (JsonNode scope : realm.path("clientScopes")) {
            if (scope.path("name").asString().equals("spa")) {
                return (ObjectNode) scope.path("protocolMappers").get(0).path("config");
            }
        }
        throw new IllegalArgumentException("the realm has no client scope spa");
    }

    /** A client of the realm, in its representation. */
    public static ObjectNode client(ObjectNode realm, String clientId) {
        for (JsonNode client : realm.path("clients")) {
            if (client.path("clientId").asString().equals(clientId)) {
                return (ObjectNode) client;
            }
        }
        throw new IllegalArgumentException("the realm has no client " + clientId);
    }

    /** Puts two pages, identifier and password, in the place of the one. */
    public static void splitThePage(ObjectNode realm) {
        ArrayNode steps = steps(realm, "blog forms");
        var password = (ObjectNode) steps.get(0);
        password.put("authenticator", "identifier-password").put("priority", 11);
        ObjectNode identifier = password.deepCopy();
        identifier.remove("authenticatorConfig");
        steps.add(identifier.put("authenticator", "identifier-form").put("priority", 10));
    }

    /** The steps of a flow, in the realm's representation. */
    public static ArrayNode steps(ObjectNode realm, String flow) {
        for (JsonNode candidate : realm.path("authenticationFlows")) {
            if (candidate.path("alias").asString().equals(flow)) {
                return (ArrayNode) candidate.path("authenticationExecutions");
            }
        }
        throw new IllegalArgumentException("the realm has no flow " + flow);
    }
}
