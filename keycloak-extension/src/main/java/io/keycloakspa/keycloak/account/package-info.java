/** What a person who is signed in may see and do about their own account, by an access token that was issued for it. */
@NullMarked
package io.keycloakspa.keycloak.account;

import org.jspecify.annotations.NullMarked;
