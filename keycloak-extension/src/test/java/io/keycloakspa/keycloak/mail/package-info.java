/** Mails as people get them: rendered without a server, held against what they have to say. */
@NullMarked
package io.keycloakspa.keycloak.mail;

import org.jspecify.annotations.NullMarked;
