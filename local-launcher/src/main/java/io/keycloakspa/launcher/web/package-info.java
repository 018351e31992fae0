/** The web front: the SPA with production's security headers, and the API under the same origin. */
@NullMarked
package io.keycloakspa.launcher.web;

import org.jspecify.annotations.NullMarked;
