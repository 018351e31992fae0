/** Counting across the cluster with nothing but Keycloak's own store for single-use objects. */
@NullMarked
package io.keycloakspa.keycloak.slots;

import org.jspecify.annotations.NullMarked;
