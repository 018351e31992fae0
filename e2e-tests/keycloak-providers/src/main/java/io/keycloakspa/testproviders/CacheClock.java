package io.keycloakspa.testproviders;

import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.Provider;
import org.keycloak.services.resource.RealmResourceProvider;

/**
 * {@code PUT /realms/{realm}/cache-clock/shared}: from then on Keycloak's caches go by Keycloak's own clock, so that
 * what they keep for a time ends when {@link ServerClock} says so.
 */
public final class CacheClock implements RealmResourceProvider {

    private static final String PACKAGE = "org.keycloak.connections.infinispan.";

    private final KeycloakSession session;

    CacheClock(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        return this;
    }

    // By reflection: the jar with these classes has no place among the dependencies of a jar that only tests use.
    @PUT
    @Path("shared")
    public void share() throws ReflectiveOperationException {
        Class<?> connections = Class.forName(PACKAGE + "InfinispanConnectionProvider");
        Provider connection = session.getProvider(connections.asSubclass(Provider.class));
        Object cache = connections.getMethod("getCache", String.class).invoke(connection, "actionTokens");
        Class<?> managers = Class.forName("org.infinispan.manager.EmbeddedCacheManager");
        Object manager = Class.forName("org.infinispan.Cache")
                .getMethod("getCacheManager")
                .invoke(cache);
        Class.forName(PACKAGE + "InfinispanUtil")
                .getMethod("setTimeServiceToKeycloakTime", managers)
                .invoke(null, manager);
    }

    @Override
    public void close() {}
}
