package io.keycloakspa.keycloak.spa.request;

import io.keycloakspa.keycloak.settings.SpaSettings;
import org.keycloak.models.ClientModel;

/** A client that is known to be a single-page app of this realm. */
public record SpaClient(ClientModel client, SpaSettings settings) {}
