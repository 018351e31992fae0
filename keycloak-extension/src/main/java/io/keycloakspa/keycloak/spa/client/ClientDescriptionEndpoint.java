package io.keycloakspa.keycloak.spa.client;

import io.keycloakspa.keycloak.password.PasswordRules;
import io.keycloakspa.keycloak.registration.RegistrationFlow;
import io.keycloakspa.keycloak.spa.client.ClientDescription.Locales;
import io.keycloakspa.keycloak.spa.client.ClientDescription.Profile;
import io.keycloakspa.keycloak.spa.client.ClientDescription.Registration;
import io.keycloakspa.keycloak.spa.request.JsonDocument;
import io.keycloakspa.keycloak.spa.request.SpaAnswers;
import io.keycloakspa.keycloak.spa.request.SpaClient;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import org.keycloak.models.RealmModel;

/** {@code GET /clients/{client_id}}: what an app has to know to build its forms. */
public final class ClientDescriptionEndpoint {

    private ClientDescriptionEndpoint() {}

    public static ResponseBuilder describe(SpaRequest request, String clientId) {
        SpaClient client = request.client(clientId);
        request.requireAcceptsJson();
        RealmModel realm = request.realm();
        ClientDescription description = new ClientDescription(
                request.issuer(),
                clientId,
                registration(realm, client),
                new Profile(ProfileAttributes.ofRegistration(request)),
                PasswordRules.of(realm),
                new Locales(request.defaultLocale(), request.supportedLocales()));
        return SpaAnswers.cacheable(request, JsonDocument.of(description));
    }

    private static Registration registration(RealmModel realm, SpaClient client) {
        boolean allowed = realm.isRegistrationAllowed();
        RegistrationFlow flow = RegistrationFlow.of(realm);
        boolean overJson = allowed && client.settings().registrationOverJson() && flow.isKnown();
        return new Registration(
                allowed,
                overJson,
                realm.isRegistrationEmailAsUsername(),
                flow.asksForTerms(),
                !flow.confirmsAddresses());
    }
}
