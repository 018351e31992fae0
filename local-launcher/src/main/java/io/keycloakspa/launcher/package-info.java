/** Starts the whole system on one machine without Docker, for people and for tests. */
@NullMarked
package io.keycloakspa.launcher;

import org.jspecify.annotations.NullMarked;
