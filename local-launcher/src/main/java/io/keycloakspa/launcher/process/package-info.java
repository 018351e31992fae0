/** Child processes, how they are awaited, ended and, if left behind, found again. */
@NullMarked
package io.keycloakspa.launcher.process;

import org.jspecify.annotations.NullMarked;
