/** Who is meant by what a person types to log in, and the steps of Keycloak's flows that ask for it. */
@NullMarked
package io.keycloakspa.keycloak.login;

import org.jspecify.annotations.NullMarked;
