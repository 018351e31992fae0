/** The JSON API and the mailed link, as an app and a person use them. */
@NullMarked
package io.keycloakspa.e2e.spa;

import org.jspecify.annotations.NullMarked;
