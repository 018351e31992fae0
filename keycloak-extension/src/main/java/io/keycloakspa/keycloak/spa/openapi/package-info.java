/** The OpenAPI document of the JSON API, and the endpoint that serves it. */
@NullMarked
package io.keycloakspa.keycloak.spa.openapi;

import org.jspecify.annotations.NullMarked;
