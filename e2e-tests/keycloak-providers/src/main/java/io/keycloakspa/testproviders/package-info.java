/** Instruments that the tests put into their Keycloak; never part of the product. */
@NullMarked
package io.keycloakspa.testproviders;

import org.jspecify.annotations.NullMarked;
