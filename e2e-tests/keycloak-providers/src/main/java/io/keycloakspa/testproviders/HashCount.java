package io.keycloakspa.testproviders;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.keycloak.services.resource.RealmResourceProvider;

/** {@code GET /realms/{realm}/hash-count/total}: how many hashes {@link CountingHash} has computed so far. */
public final class HashCount implements RealmResourceProvider {

    @Override
    public Object getResource() {
        return this;
    }

    @GET
    @Path("total")
    @Produces(MediaType.TEXT_PLAIN)
    public String total() {
        return Long.toString(CountingHash.COUNT.get());
    }

    @Override
    public void close() {}
}
