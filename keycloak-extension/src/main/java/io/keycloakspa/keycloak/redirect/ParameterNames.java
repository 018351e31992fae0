package io.keycloakspa.keycloak.redirect;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names that a VIEW's own parameters may have. */
final class ParameterNames {

    // What we add, and what answers of OAuth 2.0, OpenID Connect and Keycloak carry: an app must not find its own text
    // in their place. Keycloak refuses most of them in redirect URIs as well.
    private static final Set<String> TAKEN = Set.of(
            "access_token",
            "code",
            "error",
            "error_description",
            "expires_in",
            "handle",
            "id_token",
            "iss",
            "kc_action",
            "kc_action_status",
            "purpose",
            "response",
            "session_state",
            "state",
            "status",
            "token",
            "token_type");

    private ParameterNames() {}

    /** Whether each name in {@code a=b&c=d} is there once, in whatever case, and is not one that has a meaning. */
    static boolean areFree(String parameters) {
        Set<String> names = new HashSet<>();
        for (String parameter : parameters.split("&", -1)) {
            String name = parameter.split("=", -1)[0].toLowerCase(Locale.ROOT);
            if (TAKEN.contains(name) || !names.add(name)) {
                return false;
            }
        }
        return true;
    }
}
