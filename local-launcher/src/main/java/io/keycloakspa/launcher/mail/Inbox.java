package io.keycloakspa.launcher.mail;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keycloakspa.launcher.process.StartFailure;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * A real SMTP server that takes every mail, and an inbox over HTTP: a page for people, JSON for scripts. Mails live in
 * memory only.
 */
public final class Inbox implements AutoCloseable {

    private final List<InboxMessage> messages = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final GreenMail smtp;
    private final Server http;
    private final URI baseUrl;
    private final int smtpPort;

    private Inbox(String address, int smtpPort, int httpPort, URI publicUrl) {
        this.smtpPort = smtpPort;
        this.smtp = new GreenMail(new ServerSetup(smtpPort, address, ServerSetup.PROTOCOL_SMTP));
        this.smtp.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        this.baseUrl = publicUrl;
        this.http = io.keycloakspa.launcher.web.LoopbackServer.create(address, httpPort, new InboxPages(this, baseUrl));
    }

    public static Inbox start(int smtpPort, int httpPort) {
        return start("127.0.0.1", smtpPort, httpPort, URI.create("http://localhost:" + httpPort));
    }

    /**
     * Starts where others can reach it.
     *
     * @param address of the network interface
     * @param publicUrl as browsers spell it; by another name the inbox answers nobody
     */
    static Inbox start(String address, int smtpPort, int httpPort, URI publicUrl) {
        var inbox = new Inbox(address, smtpPort, httpPort, publicUrl);
        try {
            inbox.smtp.start();
            inbox.smtp.getManagers().getUserManager().setMessageDeliveryHandler(inbox::deliver);
            inbox.http.start();
            return inbox;
        } catch (Exception e) {
            inbox.close();
            throw new StartFailure("The mail inbox did not start: " + e.getMessage(), e);
        }
    }

    // Kept here rather than in GreenMail's mailboxes, which know no newest-first list over all recipients.
    private GreenMailUser deliver(MovingMessage mail, com.icegreen.greenmail.mail.MailAddress to)
            throws MessagingException, UserException {
        try {
            messages.add(0, InboxMessage.of(mail.getMessage(), Long.toString(ids.incrementAndGet()), Instant.now()));
        } catch (IOException e) {
            throw new MessagingException("unreadable mail", e);
        }
        UserManager users = smtp.getManagers().getUserManager();
        GreenMailUser known = users.getUserByEmail(to.getEmail());
        return known != null ? known : users.createUser(to.getEmail(), to.getEmail(), to.getEmail());
    }

    /** The mails to an address, or all if it is null; newest first. */
    public List<InboxMessage> messages(@Nullable String to) {
        String wanted = to == null ? null : to.toLowerCase(Locale.ROOT);
        return messages.stream()
                .filter(message -> wanted == null || message.to().contains(wanted))
                .toList();
    }

    public void clear() {
        messages.clear();
    }

    public URI baseUrl() {
        return baseUrl;
    }

    public int smtpPort() {
        return smtpPort;
    }

    @Override
    public void close() {
        smtp.stop();
        try {
            http.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the inbox's web server does not stop", e);
        }
    }
}
