/** Confirming an address: the mail, and redeeming its token. */
@NullMarked
package io.keycloakspa.keycloak.verifyemail;

import org.jspecify.annotations.NullMarked;
