package io.keycloakspa.keycloak.mail;

import org.keycloak.email.EmailException;
import org.keycloak.models.KeycloakSession;

/** One mail to send, in a session and a transaction of its own. */
public interface MailJob {

    /**
     * Sends the mail, or finds that none is due.
     *
     * @param attempt 0 at the first time
     * @throws EmailException if the mail server did not take it; the job is run again later
     */
    void send(KeycloakSession session, int attempt) throws EmailException;

    /** Tells the administrator that the mail server did not take it: once at first, once more after 15 minutes. */
    void failed(KeycloakSession session);
}
