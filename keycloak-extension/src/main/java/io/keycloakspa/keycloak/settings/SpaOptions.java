package io.keycloakspa.keycloak.settings;

import org.keycloak.Config;

/**
 * What the server allows in all its realms: options {@code --spi-realm-restapi-extension--spa--<key>} of its start.
 * They are read when they are needed, because Keycloak makes factories at its build as well, before options are known.
 *
 * @param mailLinks mailed links of apps lead to them
 * @param tokenHandlers Keycloak's own pages for mailed links keep to the app's stricter rules
 * @param lastPages Keycloak's last info and error pages lead back to the app
 * @param developmentHosts a client may send its mailed links to {@code http://localhost:PORT}
 */
public record SpaOptions(boolean mailLinks, boolean tokenHandlers, boolean lastPages, boolean developmentHosts) {

    /** The SPI whose provider {@code spa} is the JSON API. */
    static final String SPI = "realm-restapi-extension";

    static final String PROVIDER = "spa";

    private static final int AN_HOUR = 3600;

    /** Seconds between two looks for registrations that nobody has confirmed. */
    public static int cleanupInterval() {
        return Config.scope(SPI, PROVIDER).getInt("cleanup-interval", AN_HOUR);
    }

    /** The options that the server was started with. */
    public static SpaOptions read() {
        Config.Scope scope = Config.scope(SPI, PROVIDER);
        return new SpaOptions(
                scope.getBoolean("mail-links", true),
                scope.getBoolean("token-handlers", true),
                scope.getBoolean("last-pages", true),
                scope.getBoolean("development-hosts", false));
    }
}
