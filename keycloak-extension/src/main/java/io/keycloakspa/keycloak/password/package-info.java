/** New passwords: the realm's rules as an app can show them, and the check of what somebody chose. */
@NullMarked
package io.keycloakspa.keycloak.password;

import org.jspecify.annotations.NullMarked;
