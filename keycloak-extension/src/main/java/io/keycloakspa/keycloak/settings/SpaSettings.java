package io.keycloakspa.keycloak.settings;

import java.util.List;
import java.util.Map;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The settings of one single-page app. Each key and its default are written here and nowhere else.
 *
 * <p>A value that is no boolean counts as {@code false}: a realm file edited by hand must not open what its author
 * did not clearly open.
 *
 * @param registrationOverJson people may register over the JSON API, provided the realm allows registration at all
 */
public record SpaSettings(boolean registrationOverJson) {

    static final String REGISTRATION_OVER_JSON = "registration.json";

    private static final boolean REGISTRATION_OVER_JSON_DEFAULT = false;

    static SpaSettings of(Map<String, String> config) {
        return new SpaSettings(bool(config, REGISTRATION_OVER_JSON, REGISTRATION_OVER_JSON_DEFAULT));
    }

    /** The form in the admin console. */
    static List<ProviderConfigProperty> properties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(REGISTRATION_OVER_JSON)
                .label("Registration over JSON")
                .helpText("Lets the app register people by its own form, over the JSON API. It takes effect only while"
                        + " \"User registration\" is on in the realm's login settings. Off: people register on"
                        + " Keycloak's page.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(REGISTRATION_OVER_JSON_DEFAULT)
                .add()
                .build();
    }

    private static boolean bool(Map<String, String> config, String key, boolean unset) {
        String value = config.get(key);
        return (value == null || value.isBlank()) ? unset : "true".equals(value);
    }
}
