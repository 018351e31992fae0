/** The root of the JSON API at {@code /realms/{realm}/spa/v1}: its list of paths, each answered by a feature's package. */
@NullMarked
package io.keycloakspa.keycloak.spa;

import org.jspecify.annotations.NullMarked;
