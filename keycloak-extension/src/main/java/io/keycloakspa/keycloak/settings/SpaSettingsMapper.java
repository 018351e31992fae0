package io.keycloakspa.keycloak.settings;

import java.util.List;
import java.util.function.Supplier;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapperConfigException;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * What holds {@link SpaSettings} in the admin console: a protocol mapper that maps nothing.
 *
 * <p>A mapper is the only per-client form which the stock console shows, checks on save and exports. It implements none
 * of the token interfaces, so no token ever runs it.
 */
public final class SpaSettingsMapper extends AbstractOIDCProtocolMapper {

    /** The id under which a client or client scope holds the settings. */
    public static final String PROVIDER_ID = "spa-settings";

    private final Supplier<SpaOptions> options;

    public SpaSettingsMapper() {
        this(SpaOptions::read);
    }

    SpaSettingsMapper(Supplier<SpaOptions> options) {
        this.options = options;
    }

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
        return "Where mailed links lead, and what the JSON API under /realms/{realm}/spa/v1 may do. Add it to the client itself, or"
                + " once to a default client scope that several apps share; a value set on the client goes first. It"
                + " adds nothing to tokens.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return SpaSettingsForm.properties();
    }

    @Override
    public void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel container,
            ProtocolMapperModel mapper)
            throws ProtocolMapperConfigException {
        var check = new SpaSettingsCheck(mapper.getConfig());
        try {
            check.syntax(options.get());
            if (container instanceof ClientModel client) {
                check.pagesOf(session, client);
            }
        } catch (SettingRefused e) {
            throw new ProtocolMapperConfigException(e.messageKey(), "Setting refused", e.parameters());
        }
    }
}
