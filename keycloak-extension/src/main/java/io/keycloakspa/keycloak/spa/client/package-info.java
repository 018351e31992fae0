/** The public description of a client, from which a single-page app builds its forms. */
@NullMarked
package io.keycloakspa.keycloak.spa.client;

import org.jspecify.annotations.NullMarked;
