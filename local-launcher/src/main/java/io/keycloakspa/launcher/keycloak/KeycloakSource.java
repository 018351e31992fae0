package io.keycloakspa.launcher.keycloak;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where an environment's Keycloak comes from. Wherever that is, it has the same jars, files, options and variables. */
public interface KeycloakSource {

    /**
     * Makes it ready to be started, while the database starts.
     *
     * @param providers the jars it loads
     * @param files by their path below Keycloak's home folder
     */
    void prepare(List<Path> providers, Map<String, byte[]> files) throws Exception;

    /**
     * Starts it without waiting for it.
     *
     * @param database JDBC address
     * @param environment database credentials, bootstrap admin and the realm file's placeholders: variables, because
     *     other users of the machine can read arguments
     * @param log the file that gets its output
     */
    KeycloakServer start(KeycloakNode node, String database, Map<String, String> environment, Path log)
            throws Exception;
}
