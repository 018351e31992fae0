/** Mails that lead into the app: Keycloak's own with another link, those asked for over JSON, and notices. */
@NullMarked
package io.keycloakspa.keycloak.mail;

import org.jspecify.annotations.NullMarked;
