/** PostgreSQL without an installation. */
@NullMarked
package io.keycloakspa.launcher.database;

import org.jspecify.annotations.NullMarked;
