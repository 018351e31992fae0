/** Actions that an administrator asks for by mail: redeeming those that an app can do. */
@NullMarked
package io.keycloakspa.keycloak.executeactions;

import org.jspecify.annotations.NullMarked;
