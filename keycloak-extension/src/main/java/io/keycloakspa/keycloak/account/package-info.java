/** What changing an account brings with it: sessions that end, and what somebody may have planted. */
@NullMarked
package io.keycloakspa.keycloak.account;

import org.jspecify.annotations.NullMarked;
