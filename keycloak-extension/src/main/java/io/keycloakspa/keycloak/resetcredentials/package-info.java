/** A forgotten password: the mail, and redeeming its token. */
@NullMarked
package io.keycloakspa.keycloak.resetcredentials;

import org.jspecify.annotations.NullMarked;
