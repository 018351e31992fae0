/** The one environment that all tests of a run share. */
@NullMarked
package io.keycloakspa.e2e.environment;

import org.jspecify.annotations.NullMarked;
