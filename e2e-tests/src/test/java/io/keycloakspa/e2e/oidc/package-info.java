/** Sign-in without a browser window: the code flow over HTTP. */
@NullMarked
package io.keycloakspa.e2e.oidc;

import org.jspecify.annotations.NullMarked;
