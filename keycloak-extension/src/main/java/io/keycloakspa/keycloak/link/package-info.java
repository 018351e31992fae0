/** The mailed link: it looks, decides where the person goes, and changes nothing. */
@NullMarked
package io.keycloakspa.keycloak.link;

import org.jspecify.annotations.NullMarked;
