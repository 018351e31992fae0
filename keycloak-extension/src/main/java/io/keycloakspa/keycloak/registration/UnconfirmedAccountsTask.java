package io.keycloakspa.keycloak.registration;

import io.keycloakspa.keycloak.settings.SpaApps;
import io.keycloakspa.keycloak.settings.SpaOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.timer.ScheduledTask;
import org.keycloak.timer.TimerProvider;

/** Has {@link UnconfirmedAccounts} look through all realms from time to time, on one node of a cluster at a time. */
public final class UnconfirmedAccountsTask implements ScheduledTask {

    private static final String NAME = "spa-unconfirmed-accounts";

    private static final Logger LOG = Logger.getLogger(UnconfirmedAccountsTask.class);

    private final UnconfirmedAccounts accounts;
    private final int seconds;

    private UnconfirmedAccountsTask(UnconfirmedAccounts accounts, int seconds) {
        this.accounts = accounts;
        this.seconds = seconds;
    }

    /** Starts it once the server is up; before, there may be no tables yet. */
    public static void schedule(KeycloakSessionFactory factory, SpaApps apps) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                start(
                        factory,
                        new UnconfirmedAccountsTask(new UnconfirmedAccounts(apps), SpaOptions.cleanupInterval()));
            }
        });
    }

    private static void start(KeycloakSessionFactory factory, UnconfirmedAccountsTask task) {
        try (KeycloakSession session = factory.create()) {
            session.getProvider(TimerProvider.class).scheduleTask(task, TimeUnit.SECONDS.toMillis(task.seconds));
        }
    }

    @Override
    public String getTaskName() {
        return NAME;
    }

    @Override
    public void run(KeycloakSession session) {
        session.getProvider(ClusterProvider.class).executeIfNotExecuted(NAME, seconds, () -> {
            for (String realmId : realms(session)) {
                clean(session.getKeycloakSessionFactory(), realmId);
            }
            return true;
        });
    }

    private static List<String> realms(KeycloakSession session) {
        try (Stream<RealmModel> realms = session.realms().getRealmsStream()) {
            return realms.map(RealmModel::getId).toList();
        }
    }

    /** One realm's trouble is not another's. */
    private void clean(KeycloakSessionFactory factory, String realmId) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> {
                RealmModel realm = session.realms().getRealm(realmId);
                if (realm != null) {
                    session.getContext().setRealm(realm);
                    accounts.clean(session, realm);
                }
            });
        } catch (RuntimeException e) {
            LOG.errorf(e, "Realm %s: registrations that nobody confirmed could not be removed", realmId);
        }
    }
}
