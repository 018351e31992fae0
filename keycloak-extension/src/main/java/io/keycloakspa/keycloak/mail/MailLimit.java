package io.keycloakspa.keycloak.mail;

import io.keycloakspa.keycloak.slots.Slots;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** One mail a minute and five an hour for one mailbox and kind of mail (C-23). Only the mailbox shows the limit. */
public final class MailLimit {

    private static final int PER_MINUTE = 1;
    private static final int PER_HOUR = 5;

    private MailLimit() {}

    /**
     * Counts a mail.
     *
     * @param kind of mail; those of one kind are counted together
     * @return {@code false} if the mail must not be sent
     */
    public static boolean take(KeycloakSession session, RealmModel realm, String kind, String address) {
        Slots slots = Slots.of(session, realm);
        String mailbox = kind + '\n' + address.toLowerCase(Locale.ROOT);
        return slots.take("mail-minute", mailbox, PER_MINUTE, TimeUnit.MINUTES.toSeconds(1))
                && slots.take("mail-hour", mailbox, PER_HOUR, TimeUnit.HOURS.toSeconds(1));
    }
}
