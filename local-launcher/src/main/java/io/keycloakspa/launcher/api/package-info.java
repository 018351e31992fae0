/** The articles API in a JVM of its own. */
@NullMarked
package io.keycloakspa.launcher.api;

import org.jspecify.annotations.NullMarked;
