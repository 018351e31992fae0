package io.keycloakspa.launcher.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A received mail as scripts and people read it.
 *
 * @param id stable while the inbox runs
 * @param to bare addresses, lower case
 * @param text the plain part, empty if there is none
 * @param html the HTML part, empty if there is none
 * @param receivedAt when the inbox took it, UTC
 */
public record InboxMessage(String id, List<String> to, String subject, String text, String html, Instant receivedAt) {

    static InboxMessage of(MimeMessage mail, String id, Instant receivedAt) throws MessagingException, IOException {
        Address[] recipients = mail.getAllRecipients();
        return new InboxMessage(
                id,
                recipients == null
                        ? List.of()
                        : Arrays.stream(recipients).map(InboxMessage::address).toList(),
                mail.getSubject() == null ? "" : mail.getSubject(),
                find(mail, "text/plain"),
                find(mail, "text/html"),
                receivedAt);
    }

    private static String address(Address address) {
        String text = address instanceof InternetAddress internet ? internet.getAddress() : address.toString();
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    private static String find(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String found = find(parts.getBodyPart(i), type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
