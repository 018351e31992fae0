/**
 * What all endpoints share that redeem a mailed token: reading it, judging it, what changing an account brings with it,
 * and saying what comes next.
 */
@NullMarked
package io.keycloakspa.keycloak.redeem;

import org.jspecify.annotations.NullMarked;
