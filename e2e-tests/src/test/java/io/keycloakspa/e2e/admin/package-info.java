/** What an admin does to a realm, by Keycloak's admin API. */
@NullMarked
package io.keycloakspa.e2e.admin;

import org.jspecify.annotations.NullMarked;
