/** The stack of docker-compose.yml, started as its first lines say. */
@NullMarked
package io.keycloakspa.e2e.containers;

import org.jspecify.annotations.NullMarked;
