/** The mail server and its inbox, for people and scripts. */
@NullMarked
package io.keycloakspa.launcher.mail;

import org.jspecify.annotations.NullMarked;
