/** What the login rules and look-ups cost; in the package that they measure, so that nothing there must become public. */
@NullMarked
package io.keycloakspa.keycloak.login;

import org.jspecify.annotations.NullMarked;
