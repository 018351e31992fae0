/** The one form in which the JSON API refuses (RFC 9457), and the closed list of reasons. */
@NullMarked
package io.keycloakspa.keycloak.spa.problem;

import org.jspecify.annotations.NullMarked;
