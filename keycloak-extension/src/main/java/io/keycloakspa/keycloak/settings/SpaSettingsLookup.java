package io.keycloakspa.keycloak.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;

/**
 * Finds a client's settings: for each field the value on the client itself, else the one in its default client scopes.
 *
 * <p>Two mappers of the same rank leave open which of them the administrator meant. Then there are no settings at all,
 * and the stock behaviour applies.
 */
public final class SpaSettingsLookup {

    private static final Logger LOG = Logger.getLogger(SpaSettingsLookup.class);

    /** Ids of clients already complained about, so that a busy app does not flood the log. At most one per client. */
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /** The settings of an app, or empty where the client is none. */
    public Optional<SpaSettings> find(ClientModel client) {
        List<ProtocolMapperModel> own = settingsIn(client).toList();
        List<ProtocolMapperModel> shared = client.getClientScopes(true).values().stream()
                .flatMap(SpaSettingsLookup::settingsIn)
                .toList();
        if (own.size() > 1 || shared.size() > 1) {
            report(client);
            return Optional.empty();
        }
        if (own.isEmpty() && shared.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> config = new HashMap<>();
        shared.forEach(mapper -> putAll(config, mapper));
        own.forEach(mapper -> putAll(config, mapper));
        return Optional.of(SpaSettings.of(config));
    }

    /**
     * What identifies people in any app of a realm. It walks through the realm's clients, which Keycloak caches, so it is
     * for rare questions such as a new user name.
     */
    public static Stream<IdentifierSource> identifiersOfApps(RealmModel realm) {
        return Stream.concat(realm.getClientScopesStream(), realm.getClientsStream())
                .flatMap(SpaSettingsLookup::settingsIn)
                .map(mapper -> mapper.getConfig() == null ? Map.<String, String>of() : mapper.getConfig())
                .flatMap(config -> SpaSettings.of(config).identifiers().stream())
                .flatMap(List::stream);
    }

    private static Stream<ProtocolMapperModel> settingsIn(ProtocolMapperContainerModel container) {
        return container
                .getProtocolMappersStream()
                .filter(mapper -> SpaSettingsMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()));
    }

    private static void putAll(Map<String, String> config, ProtocolMapperModel mapper) {
        Map<String, String> values = mapper.getConfig();
        if (values != null) {
            values.forEach((key, value) -> {
                if (value != null && !value.isBlank()) {
                    config.put(key, value);
                }
            });
        }
    }

    private void report(ClientModel client) {
        if (reported.add(client.getId())) {
            LOG.warnf(
                    "Client '%s' has more than one \"SPA settings\" mapper, on itself or in its default client scopes."
                            + " None of them is used until one is left.",
                    client.getClientId());
        }
    }
}
