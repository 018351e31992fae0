/** Keycloak's last pages: where the app has a page of its own, they lead there. */
@NullMarked
package io.keycloakspa.keycloak.pages;

import org.jspecify.annotations.NullMarked;
