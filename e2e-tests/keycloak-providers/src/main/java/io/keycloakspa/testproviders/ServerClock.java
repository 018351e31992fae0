package io.keycloakspa.testproviders;

import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.keycloak.common.util.Time;
import org.keycloak.services.resource.RealmResourceProvider;

/** {@code PUT /realms/{realm}/server-clock/{seconds}}: lets the whole server believe that it is later than it is. */
public final class ServerClock implements RealmResourceProvider {

    @Override
    public Object getResource() {
        return this;
    }

    @PUT
    @Path("{seconds}")
    public void setAhead(@PathParam("seconds") int seconds) {
        Time.setOffset(seconds);
    }

    @Override
    public void close() {}
}
