package io.keycloakspa.keycloak.spa.client;

import io.keycloakspa.keycloak.spa.client.ClientDescription.Locales;
import io.keycloakspa.keycloak.spa.client.ClientDescription.Profile;
import io.keycloakspa.keycloak.spa.client.ClientDescription.Registration;
import io.keycloakspa.keycloak.spa.request.JsonDocument;
import io.keycloakspa.keycloak.spa.request.SpaAnswers;
import io.keycloakspa.keycloak.spa.request.SpaClient;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;

/** {@code GET /clients/{client_id}}: what an app has to know to build its forms. */
public final class ClientDescriptionEndpoint {

    private ClientDescriptionEndpoint() {}

    public static ResponseBuilder describe(SpaRequest request, String clientId) {
        SpaClient client = request.client(clientId);
        request.requireAcceptsJson();
        RealmModel realm = request.realm();
        ClientDescription description = new ClientDescription(
                issuer(request),
                clientId,
                registration(realm, client),
                new Profile(ProfileAttributes.of(request, request.texts())),
                PasswordRules.of(policy(realm)),
                new Locales(request.defaultLocale(), request.supportedLocales()));
        return SpaAnswers.cacheable(request, JsonDocument.of(description));
    }

    /** From the configured front-end address, never from the request's {@code Host}: what tokens say in {@code iss}. */
    private static String issuer(SpaRequest request) {
        URI base = request.session().getContext().getUri(UrlType.FRONTEND).getBaseUri();
        return Urls.realmIssuer(base, request.realm().getName());
    }

    private static Registration registration(RealmModel realm, SpaClient client) {
        boolean allowed = realm.isRegistrationAllowed();
        boolean overJson = allowed && client.settings().registrationOverJson();
        return new Registration(allowed, overJson, realm.isRegistrationEmailAsUsername(), !realm.isVerifyEmail());
    }

    private static Map<String, @Nullable Object> policy(RealmModel realm) {
        PasswordPolicy policy = realm.getPasswordPolicy();
        Map<String, @Nullable Object> result = new HashMap<>();
        for (String id : policy.getPolicies()) {
            result.put(id, policy.<@Nullable Object>getPolicyConfig(id));
        }
        return result;
    }
}
