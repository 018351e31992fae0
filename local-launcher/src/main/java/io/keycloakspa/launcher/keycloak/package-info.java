/** Keycloak, as a rule from its distribution: unpacked once, built when its jar or options change. */
@NullMarked
package io.keycloakspa.launcher.keycloak;

import org.jspecify.annotations.NullMarked;
