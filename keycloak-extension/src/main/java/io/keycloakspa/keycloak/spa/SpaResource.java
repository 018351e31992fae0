package io.keycloakspa.keycloak.spa;

import io.keycloakspa.keycloak.account.AccountEndpoint;
import io.keycloakspa.keycloak.account.EmailEndpoint;
import io.keycloakspa.keycloak.account.PasswordEndpoint;
import io.keycloakspa.keycloak.account.ProfileEndpoint;
import io.keycloakspa.keycloak.account.SessionsEndpoint;
import io.keycloakspa.keycloak.account.UsernameEndpoint;
import io.keycloakspa.keycloak.executeactions.ActionsEndpoint;
import io.keycloakspa.keycloak.link.LinkInfoEndpoint;
import io.keycloakspa.keycloak.link.MailLinkEndpoint;
import io.keycloakspa.keycloak.mail.MailQueue;
import io.keycloakspa.keycloak.registration.RegistrationsEndpoint;
import io.keycloakspa.keycloak.resetcredentials.PasswordResetsEndpoint;
import io.keycloakspa.keycloak.settings.SpaApps;
import io.keycloakspa.keycloak.spa.client.ClientDescriptionEndpoint;
import io.keycloakspa.keycloak.spa.openapi.OpenApiEndpoint;
import io.keycloakspa.keycloak.spa.request.SpaAnswers;
import io.keycloakspa.keycloak.updateemail.EmailChangesEndpoint;
import io.keycloakspa.keycloak.verifyemail.ConfirmationsEndpoint;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
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

    private final KeycloakSession session;
    private final SpaApps apps;
    private final MailQueue mails;
    private final SpaAnswers answers;

    SpaResource(KeycloakSession session, SpaApps apps, MailQueue mails) {
        this.session = session;
        this.apps = apps;
        this.mails = mails;
        this.answers = new SpaAnswers(session, apps);
    }

    @GET
    @Path("v1/openapi.json")
    public Response openApi() {
        return answers.answer(OpenApiEndpoint::describe);
    }

    @HEAD
    @Path("v1/openapi.json")
    public Response openApiHead() {
        return openApi();
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

    @GET
    @Path("v1/link")
    public Response link() {
        return new MailLinkEndpoint(session, apps).follow();
    }

    @HEAD
    @Path("v1/link")
    public Response linkHead() {
        return link();
    }

    @POST
    @Path("v1/link-info")
    public Response linkInfo(InputStream body) {
        return answers.answer(request -> LinkInfoEndpoint.describe(request, body));
    }

    @POST
    @Path("v1/registrations")
    public Response registrations(InputStream body) {
        return answers.answer(request -> RegistrationsEndpoint.register(request, body, mails));
    }

    @POST
    @Path("v1/confirmations")
    public Response confirmations(InputStream body) {
        return answers.answer(request -> ConfirmationsEndpoint.request(request, body, mails));
    }

    @POST
    @Path("v1/confirmations/redeem")
    public Response redeemConfirmation(InputStream body) {
        return answers.answer(request -> ConfirmationsEndpoint.redeem(request, body));
    }

    @POST
    @Path("v1/password-resets")
    public Response passwordResets(InputStream body) {
        return answers.answer(request -> PasswordResetsEndpoint.request(request, body, mails));
    }

    @POST
    @Path("v1/password-resets/redeem")
    public Response redeemPasswordReset(InputStream body) {
        return answers.answer(request -> PasswordResetsEndpoint.redeem(request, body, mails));
    }

    @POST
    @Path("v1/email-changes/redeem")
    public Response redeemEmailChange(InputStream body) {
        return answers.answer(request -> EmailChangesEndpoint.redeem(request, body, mails));
    }

    @POST
    @Path("v1/actions/redeem")
    public Response redeemActions(InputStream body) {
        return answers.answer(request -> ActionsEndpoint.redeem(request, body, mails));
    }

    @GET
    @Path("v1/account")
    public Response account() {
        return answers.answer(AccountEndpoint::describe);
    }

    @HEAD
    @Path("v1/account")
    public Response accountHead() {
        return account();
    }

    @DELETE
    @Path("v1/account")
    public Response deleteAccount() {
        return answers.answer(AccountEndpoint::delete);
    }

    @PATCH
    @Path("v1/account")
    public Response changeProfile(InputStream body) {
        return answers.answer(request -> ProfileEndpoint.change(request, body));
    }

    @POST
    @Path("v1/account/email")
    public Response changeEmail(InputStream body) {
        return answers.answer(request -> EmailEndpoint.request(request, body, mails));
    }

    @POST
    @Path("v1/account/username")
    public Response changeUsername(InputStream body) {
        return answers.answer(request -> UsernameEndpoint.change(request, body));
    }

    @POST
    @Path("v1/account/password")
    public Response changePassword(InputStream body) {
        return answers.answer(request -> PasswordEndpoint.change(request, body, mails));
    }

    @GET
    @Path("v1/account/sessions")
    public Response sessions() {
        return answers.answer(SessionsEndpoint::list);
    }

    @HEAD
    @Path("v1/account/sessions")
    public Response sessionsHead() {
        return sessions();
    }

    @DELETE
    @Path("v1/account/sessions")
    public Response endOtherSessions() {
        return answers.answer(SessionsEndpoint::endOthers);
    }

    @DELETE
    @Path("v1/account/sessions/{id}")
    public Response endSession(@PathParam("id") String id) {
        return answers.answer(request -> SessionsEndpoint.end(request, id));
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
