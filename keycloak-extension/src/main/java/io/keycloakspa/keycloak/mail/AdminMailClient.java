package io.keycloakspa.keycloak.mail;

import io.keycloakspa.keycloak.settings.SpaApps;
import io.keycloakspa.keycloak.settings.SpaSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * The one app that gets the mails which an administrator sends without naming a client. Two that want them leave open
 * which was meant; then Keycloak's own pages serve.
 */
final class AdminMailClient {

    private static final Logger LOG = Logger.getLogger(AdminMailClient.class);

    /** Ids of realms already complained about. */
    private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

    private AdminMailClient() {}

    static Optional<ClientModel> find(RealmModel realm, SpaApps apps) {
        List<ClientModel> found = realm.getClientsStream()
                .filter(ClientModel::isEnabled)
                .filter(client -> apps.settings(client)
                        .filter(SpaSettings::receivesAdminMails)
                        .isPresent())
                .limit(2)
                .toList();
        if (found.size() > 1 && REPORTED.add(realm.getId())) {
            LOG.warnf(
                    "More than one client of realm '%s' has \"Receives admin mails\" on. None of them gets these mails"
                            + " until one is left.",
                    realm.getName());
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
