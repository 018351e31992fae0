/** Which addresses of an app a mailed link may lead to, and how it is told what happened. */
@NullMarked
package io.keycloakspa.keycloak.redirect;

import org.jspecify.annotations.NullMarked;
