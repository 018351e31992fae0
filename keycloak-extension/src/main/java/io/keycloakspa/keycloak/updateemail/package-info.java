/** A change of address: redeeming the token that was mailed to the new one. */
@NullMarked
package io.keycloakspa.keycloak.updateemail;

import org.jspecify.annotations.NullMarked;
