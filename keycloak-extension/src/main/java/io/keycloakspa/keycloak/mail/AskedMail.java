package io.keycloakspa.keycloak.mail;

import io.keycloakspa.keycloak.actiontoken.Confirmation;
import io.keycloakspa.keycloak.actiontoken.Purpose;
import java.util.Optional;
import org.keycloak.authentication.actiontoken.DefaultActionToken;
import org.keycloak.authentication.actiontoken.resetcred.ResetCredentialsActionToken;
import org.keycloak.authentication.actiontoken.verifyemail.VerifyEmailActionToken;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The mails that anybody can ask for by an identity. */
public enum AskedMail {
    CONFIRM(Purpose.CONFIRM, EventType.SEND_VERIFY_EMAIL) {
        @Override
        Optional<String> refusal(RealmModel realm, UserModel user) {
            return common(user)
                    .or(() ->
                            Confirmation.isDone(user) ? Optional.of(Errors.EMAIL_ALREADY_VERIFIED) : Optional.empty());
        }

        @Override
        DefaultActionToken token(UserModel user, int expiresAt, ClientModel client) {
            return new VerifyEmailActionToken(user.getId(), expiresAt, null, user.getEmail(), client.getClientId());
        }

        @Override
        void send(EmailTemplateProvider mail, String link, long minutes) throws EmailException {
            mail.sendVerifyEmail(link, minutes);
        }
    },

    RESET(Purpose.RESET, EventType.SEND_RESET_PASSWORD) {
        @Override
        Optional<String> refusal(RealmModel realm, UserModel user) {
            return common(user)
                    .or(() -> realm.isResetPasswordAllowed() ? Optional.empty() : Optional.of(Errors.NOT_ALLOWED));
        }

        @Override
        DefaultActionToken token(UserModel user, int expiresAt, ClientModel client) {
            return new ResetCredentialsActionToken(
                    user.getId(), user.getEmail(), expiresAt, null, client.getClientId());
        }

        @Override
        void send(EmailTemplateProvider mail, String link, long minutes) throws EmailException {
            mail.sendPasswordReset(link, minutes);
        }
    };

    private final Purpose purpose;
    private final EventType event;

    AskedMail(Purpose purpose, EventType event) {
        this.purpose = purpose;
        this.event = event;
    }

    public Purpose purpose() {
        return purpose;
    }

    EventType event() {
        return event;
    }

    /** Why no mail is due, as the event log says it; empty if one is. */
    abstract Optional<String> refusal(RealmModel realm, UserModel user);

    abstract DefaultActionToken token(UserModel user, int expiresAt, ClientModel client);

    abstract void send(EmailTemplateProvider mail, String link, long minutes) throws EmailException;

    private static Optional<String> common(UserModel user) {
        if (!user.isEnabled()) {
            return Optional.of(Errors.USER_DISABLED);
        }
        String address = user.getEmail();
        return address == null || address.isBlank() ? Optional.of(Errors.INVALID_EMAIL) : Optional.empty();
    }
}
