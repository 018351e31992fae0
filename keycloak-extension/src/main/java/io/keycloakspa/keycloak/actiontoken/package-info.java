/** Keycloak's action tokens as we mail them: what binds them, when they are good, and how one is spent. */
@NullMarked
package io.keycloakspa.keycloak.actiontoken;

import org.jspecify.annotations.NullMarked;
