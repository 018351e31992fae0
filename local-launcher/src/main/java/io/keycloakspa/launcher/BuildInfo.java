package io.keycloakspa.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/** The versions this source tree was built for, and where its parts lie below the project's folder. */
record BuildInfo(
        Path root, String projectVersion, String keycloakVersion, String keycloakSha256, String postgresVersion) {

    static BuildInfo load(Path root) {
        var properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("/launcher.properties")) {
            properties.load(Objects.requireNonNull(in, "launcher.properties"));
        } catch (IOException e) {
            throw new IllegalStateException("launcher.properties is unreadable", e);
        }
        return new BuildInfo(
                root,
                properties.getProperty("project.version"),
                properties.getProperty("keycloak.version"),
                properties.getProperty("keycloak.dist.sha256"),
                properties.getProperty("postgres.version"));
    }

    Path keycloakArchive() {
        return root.resolve("local-launcher/target/keycloak/keycloak-quarkus-dist-" + keycloakVersion + ".zip");
    }

    Path extensionJar() {
        return root.resolve("keycloak-extension/target/keycloak-extension-" + projectVersion + ".jar");
    }

    Path apiJar() {
        return root.resolve("articles-api/target/articles-api-" + projectVersion + ".jar");
    }

    Path spa() {
        return root.resolve("spa/dist/spa/browser");
    }

    Path newsletter() {
        return root.resolve("spa/dist/newsletter");
    }

    Path realm() {
        return root.resolve("realm-export");
    }

    String postgresMajor() {
        return postgresVersion.substring(0, postgresVersion.indexOf('.'));
    }
}
