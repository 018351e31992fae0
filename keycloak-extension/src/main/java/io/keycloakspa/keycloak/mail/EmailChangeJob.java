package io.keycloakspa.keycloak.mail;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.slots.Slots;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.actiontoken.updateemail.UpdateEmailActionToken;
import org.keycloak.authentication.requiredactions.UpdateEmail;
import org.keycloak.email.EmailException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.ValidationException;

/**
 * Answers the wish for another address: with the link to the new one or, if somebody else has it, with a note to them.
 * Which of the two, only that mailbox shows.
 *
 * @param newAddress as it will be stored
 * @param state what the app gave
 */
public record EmailChangeJob(
        MailOrigin origin,
        String userId,
        String newAddress,
        CodeHandle handle,
        @Nullable String state) implements MailJob {

    /** Wishes of one account in an hour, whatever the addresses, or it could be used to write to anybody. */
    private static final int PER_HOUR = 10;

    @Override
    public void send(KeycloakSession session, int attempt) throws EmailException {
        ClientModel client = origin.enter(session).orElse(null);
        UserModel user = client == null ? null : user(session);
        // Disabled, deleted or or with another wish since.
        if (client == null
                || user == null
                || !user.isEnabled()
                || !newAddress.equals(user.getFirstAttribute(UserModel.EMAIL_PENDING))) {
            return;
        }
        EventBuilder event = event(session, client, user);
        if (attempt == 0 && !isWithinLimit(session)) {
            event.error(Errors.SLOW_DOWN);
            return;
        }
        Optional<String> refusal = refusal(session, user);
        if (refusal.isPresent()) {
            event.error(refusal.get());
            tellOwner(session, attempt);
            return;
        }
        new LinkMail(origin, Purpose.EMAIL, handle, state)
                .write(
                        session,
                        client,
                        user,
                        expiresAt -> new UpdateEmailActionToken(
                                userId, expiresAt, user.getEmail(), newAddress, client.getClientId()),
                        (mail, link, minutes) -> mail.sendEmailUpdateConfirmation(link, minutes, newAddress));
        event.success();
    }

    @Override
    public void failed(KeycloakSession session) {
        origin.enter(session).ifPresent(client -> {
            UserModel user = user(session);
            if (user != null) {
                event(session, client, user).error(Errors.EMAIL_SEND_FAILED);
            }
        });
    }

    private @Nullable UserModel user(KeycloakSession session) {
        return session.users().getUserById(session.getContext().getRealm(), userId);
    }

    private EventBuilder event(KeycloakSession session, ClientModel client, UserModel user) {
        return origin.event(session, client)
                .event(EventType.SEND_VERIFY_EMAIL)
                .user(user)
                .detail(Details.EMAIL, newAddress);
    }

    private boolean isWithinLimit(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        return Slots.of(session, realm).take("email-change", userId, PER_HOUR, TimeUnit.HOURS.toSeconds(1))
                && MailLimit.take(session, realm, Purpose.EMAIL.name(), newAddress);
    }

    /** Asked off the request, which so cannot tell by its time who exists. */
    private Optional<String> refusal(KeycloakSession session, UserModel user) {
        try {
            UpdateEmail.validateEmailUpdate(session, user, newAddress);
            return Optional.empty();
        } catch (ValidationException taken) {
            return Optional.of(Errors.EMAIL_IN_USE);
        }
    }

    private void tellOwner(KeycloakSession session, int attempt) throws EmailException {
        UserModel owner = session.users().getUserByEmail(session.getContext().getRealm(), newAddress);
        if (owner != null && !owner.getId().equals(userId)) {
            new NoticeJob(origin, Notice.EMAIL_WANTED, owner.getId(), null, Instant.now()).send(session, attempt);
        }
    }
}
