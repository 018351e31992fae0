/** What holds for every request of the JSON API: its client, its origin, its language and the form of its answer. */
@NullMarked
package io.keycloakspa.keycloak.spa.request;

import org.jspecify.annotations.NullMarked;
