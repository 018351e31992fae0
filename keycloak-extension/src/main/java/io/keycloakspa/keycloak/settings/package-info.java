/** What an administrator chooses for a single-page app, and where that is looked up. */
@NullMarked
package io.keycloakspa.keycloak.settings;

import org.jspecify.annotations.NullMarked;
