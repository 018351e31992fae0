package io.keycloakspa.keycloak.settings;

import io.keycloakspa.keycloak.redirect.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** Checks a form when it is saved. */
final class SpaSettingsCheck {

    private final Map<String, String> config;

    SpaSettingsCheck(@Nullable Map<String, String> config) {
        this.config = config == null ? Map.of() : config;
    }

    /** Each field by itself: all that can be said where several clients share the settings. */
    void syntax(SpaOptions options) throws SettingRefused {
        for (ProviderConfigProperty property : SpaSettingsForm.properties()) {
            String value = config.get(property.getName());
            if (value != null && !value.isBlank()) {
                field(property, value);
            }
        }
        for (View view : View.values()) {
            String text = text(view.key());
            if (text != null) {
                SpaViews.checkSyntax(view, text);
            }
        }
        String host = text(SpaSettingsForm.DEVELOPMENT_HOST);
        if (host != null) {
            SpaViews.checkDevelopmentHost(host);
            if (!options.developmentHosts()) {
                throw new SettingRefused("spaSettingsNoDevelopmentHosts", SpaSettingsForm.DEVELOPMENT_HOST_LABEL);
            }
        }
    }

    /**
     * The pages named here, with the client's valid redirect URIs; if a development host is named, all pages there.
     * Pages at their fallback are not asked for, so that an app without them can be given other settings.
     */
    void pagesOf(KeycloakSession session, ClientModel client) throws SettingRefused {
        String host = text(SpaSettingsForm.DEVELOPMENT_HOST);
        for (View view : View.values()) {
            String text = text(view.key());
            if (text != null || host != null) {
                String address = SpaViews.checked(session, client, view, text == null ? view.fallbackPath() : text);
                if (host != null) {
                    SpaViews.moved(session, client, view, address, host);
                }
            }
        }
    }

    private static void field(ProviderConfigProperty property, String value) throws SettingRefused {
        String label = property.getLabel();
        switch (property.getType()) {
            case ProviderConfigProperty.BOOLEAN_TYPE ->
                require(value.equals("true") || value.equals("false"), "spaSettingsNotBoolean", label);
            case ProviderConfigProperty.INTEGER_TYPE ->
                require(SpaSettings.number(value).isPresent(), "spaSettingsNotNumber", label);
            case ProviderConfigProperty.LIST_TYPE ->
                require(
                        property.getOptions().contains(value),
                        "spaSettingsNotOption",
                        label,
                        String.join(", ", property.getOptions()));
            case ProviderConfigProperty.MULTIVALUED_STRING_TYPE ->
                require(areIdentifiers(value), "spaSettingsNotIdentifiers", label);
            default -> {
                // Texts have rules of their own.
            }
        }
    }

    private static boolean areIdentifiers(String value) {
        List<String> unknown = new ArrayList<>();
        return !IdentifierSource.list(value, unknown::add).isEmpty() && unknown.isEmpty();
    }

    private static void require(boolean fits, String messageKey, Object... parameters) throws SettingRefused {
        if (!fits) {
            throw new SettingRefused(messageKey, parameters);
        }
    }

    private @Nullable String text(String key) {
        String text = config.get(key);
        return text == null || text.isBlank() ? null : text;
    }
}
