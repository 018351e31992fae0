package io.keycloakspa.keycloak.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The form for {@link SpaSettings} in the admin console: a protocol mapper that maps nothing.
 *
 * <p>A mapper is the only per-client form which the stock console shows, checks on save and exports. It implements none
 * of the token interfaces, so no token ever runs it.
 */
public final class SpaSettingsMapper extends AbstractOIDCProtocolMapper {

    /** The id under which a client or client scope holds the settings. */
    public static final String PROVIDER_ID = "spa-settings";

    /** Key of the sentence that the console shows; it names the field. */
    private static final String NOT_BOOLEAN = "spaSettingsNotBoolean";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayCategory() {
        return "Single-page app";
    }

    @Override
    public String getDisplayType() {
        return "SPA settings";
    }

    @Override
    public String getHelpText() {
        return "What the JSON API under /realms/{realm}/spa/v1 may do for this client. Add it to the client itself, or"
                + " once to a default client scope that several apps share; a value set on the client goes first. It"
                + " adds nothing to tokens.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return SpaSettings.properties();
    }

    @Override
    public void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel container,
            ProtocolMapperModel mapper)
            throws ProtocolMapperConfigException {
        Map<String, String> config = mapper.getConfig();
        for (ProviderConfigProperty property : SpaSettings.properties()) {
            String value = config == null ? null : config.get(property.getName());
            if (ProviderConfigProperty.BOOLEAN_TYPE.equals(property.getType()) && !isBoolean(value)) {
                throw new ProtocolMapperConfigException(NOT_BOOLEAN, "Neither true nor false", property.getLabel());
            }
        }
    }

    private static boolean isBoolean(@Nullable String value) {
        return value == null || value.isBlank() || value.equals("true") || value.equals("false");
    }
}
