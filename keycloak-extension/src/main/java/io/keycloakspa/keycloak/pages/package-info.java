/** Keycloak's pages: labels that say what a field takes, and last pages that lead to the app's own. */
@NullMarked
package io.keycloakspa.keycloak.pages;

import org.jspecify.annotations.NullMarked;
