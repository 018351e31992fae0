package io.keycloakspa.keycloak.spa.openapi;

import io.keycloakspa.keycloak.spa.request.SpaAnswers;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;

/** {@code GET /openapi.json}: what there is to call in this realm, for people and for generators of clients. */
public final class OpenApiEndpoint {

    private OpenApiEndpoint() {}

    public static ResponseBuilder describe(SpaRequest request) {
        request.requireAllowedOrigin();
        request.requireAcceptsJson();
        return SpaAnswers.cacheable(request, OpenApiDocument.of(request.issuer()));
    }
}
