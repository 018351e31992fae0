/** Registration over JSON: the same rules as the hosted form, and an answer that does not tell who has an account. */
@NullMarked
package io.keycloakspa.keycloak.registration;

import org.jspecify.annotations.NullMarked;
