/** What every measurement here is told by. */
@NullMarked
package io.keycloakspa.benchmarks;

import org.jspecify.annotations.NullMarked;
