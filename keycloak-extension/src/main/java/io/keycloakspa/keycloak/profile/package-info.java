/** What the realm's user profile says of the fields that somebody sends, in the JSON API's own codes. */
@NullMarked
package io.keycloakspa.keycloak.profile;

import org.jspecify.annotations.NullMarked;
