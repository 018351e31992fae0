package io.keycloakspa.keycloak.registration;

import io.keycloakspa.keycloak.redeem.FirstPassword;
import io.keycloakspa.keycloak.settings.SpaApps;
import io.keycloakspa.keycloak.settings.SpaSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserManager;
import org.keycloak.models.UserModel;

/**
 * Removes accounts that were registered over JSON and never confirmed, so that an address that somebody else typed does
 * not stay taken (C-18). An account with a credential, or with an identity at another provider, is somebody's and stays.
 */
final class UnconfirmedAccounts {

    /** An attribute of accounts that nobody has confirmed yet. */
    static final String MARK = "spa.registration";

    static final String UNCONFIRMED = "unconfirmed";

    /** An attribute with the id of the app whose settings say how long such an account is kept. */
    static final String APP = "spa.registration.client";

    // A realm with more than these at once is being flooded; the next run takes the next ones.
    private static final int AT_ONCE = 500;

    private static final Logger LOG = Logger.getLogger(UnconfirmedAccounts.class);

    private final SpaApps apps;

    UnconfirmedAccounts(SpaApps apps) {
        this.apps = apps;
    }

    static void mark(UserModel user, ClientModel app) {
        user.setSingleAttribute(MARK, UNCONFIRMED);
        user.setSingleAttribute(APP, app.getId());
    }

    /** Looks through one realm. */
    void clean(KeycloakSession session, RealmModel realm) {
        List<UserModel> done;
        List<UserModel> stale;
        try (Stream<UserModel> marked = session.users().searchForUserByUserAttributeStream(realm, MARK, UNCONFIRMED)) {
            List<UserModel> all = marked.toList();
            done = all.stream()
                    .filter(user -> isSomebodys(session, realm, user))
                    .toList();
            stale = all.stream()
                    .filter(user -> !done.contains(user))
                    .filter(user -> isStale(realm, user))
                    .limit(AT_ONCE)
                    .toList();
        }
        done.forEach(UnconfirmedAccounts::unmark);
        stale.forEach(user -> remove(session, realm, user));
        if (!stale.isEmpty()) {
            LOG.infof("Realm '%s': %d registrations that nobody confirmed are removed", realm.getName(), stale.size());
        }
    }

    private boolean isStale(RealmModel realm, UserModel user) {
        Long created = user.getCreatedTimestamp();
        // An administrator who has switched an account off may have had a reason to keep it so.
        return created != null && user.isEnabled() && created + age(realm, user).toMillis() < Time.currentTimeMillis();
    }

    private Duration age(RealmModel realm, UserModel user) {
        String id = user.getFirstAttribute(APP);
        ClientModel app = id == null ? null : realm.getClientById(id);
        int days = app == null
                ? SpaSettings.UNCONFIRMED_DAYS
                : apps.settings(app).map(SpaSettings::unconfirmedDays).orElse(SpaSettings.UNCONFIRMED_DAYS);
        return Duration.ofDays(days);
    }

    private static boolean isSomebodys(KeycloakSession session, RealmModel realm, UserModel user) {
        return user.isEmailVerified() || !FirstPassword.isMissing(session, realm, user) || hasCredential(user);
    }

    private static boolean hasCredential(UserModel user) {
        try (Stream<CredentialModel> credentials = user.credentialManager().getStoredCredentialsStream()) {
            return credentials.findAny().isPresent();
        }
    }

    private static void unmark(UserModel user) {
        user.removeAttribute(MARK);
        user.removeAttribute(APP);
    }

    private static void remove(KeycloakSession session, RealmModel realm, UserModel user) {
        EventBuilder event = new EventBuilder(realm, session)
                .event(EventType.DELETE_ACCOUNT)
                .user(user)
                .detail(Details.USERNAME, user.getUsername())
                .detail(Details.REASON, "registration that nobody confirmed");
        if (new UserManager(session).removeUser(realm, user)) {
            event.success();
        }
    }
}
