/** One test class for each promise of the README, on real servers. */
@NullMarked
package io.keycloakspa.e2e;

import org.jspecify.annotations.NullMarked;
