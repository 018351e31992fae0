package io.keycloakspa.keycloak.spa;

import io.keycloakspa.keycloak.settings.SpaSettingsLookup;
import io.keycloakspa.keycloak.spa.client.ClientDescriptionEndpoint;
import io.keycloakspa.keycloak.spa.request.SpaAnswers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/**
 * The table of the JSON API's paths. Each method says which path it is and whose endpoint answers, nothing else.
 *
 * <p>No method declares what it consumes or produces: the server would then refuse in a form of its own what does not
 * match, and every refusal of ours is to be a problem document. Each GET has a HEAD beside it, because the last method
 * takes whatever is not listed.
 */
public final class SpaResource implements RealmResourceProvider {

    private static final Routes ROUTES = Routes.of(SpaResource.class);

    private final SpaAnswers answers;

    SpaResource(KeycloakSession session, SpaSettingsLookup settings) {
        this.answers = new SpaAnswers(session, settings);
    }

    @GET
    @Path("v1/clients/{client_id}")
    public Response client(@PathParam("client_id") String clientId) {
        return answers.answer(request -> ClientDescriptionEndpoint.describe(request, clientId));
    }

    @HEAD
    @Path("v1/clients/{client_id}")
    public Response clientHead(@PathParam("client_id") String clientId) {
        return client(clientId);
    }

    @OPTIONS
    @Path("{any:.*}")
    public Response preflight(@PathParam("any") String path) {
        return answers.preflight(ROUTES.methods(path));
    }

    /** Takes every method, those unknown to the server included, because it names none. */
    @Path("{any:.*}")
    @SuppressWarnings("DoNotCallSuggester") // The server calls it, and an exception is how a locator answers by itself.
    public Object noSuchEndpoint(@PathParam("any") String path) {
        throw new WebApplicationException(answers.noSuchEndpoint(ROUTES.methods(path)));
    }

    @Override
    public Object getResource() {
        return this;
    }

    @Override
    public void close() {}
}
