package io.keycloakspa.keycloak.mail;

import java.util.Locale;
import org.keycloak.events.EventType;

/** What the owner of an account is told afterwards. A notice holds no secret and no link that acts. */
public enum Notice {
    PASSWORD_RESET("PasswordReset", EventType.RESET_PASSWORD),
    PASSWORD_CHANGED("PasswordChanged", EventType.UPDATE_CREDENTIAL),
    EMAIL_CHANGED("EmailChanged", EventType.UPDATE_EMAIL),
    /** To the address until now, before anything has changed. */
    EMAIL_CHANGE_REQUESTED("EmailChangeRequested", EventType.UPDATE_EMAIL),
    /** To the owner of an address that somebody else wanted for another account. */
    EMAIL_WANTED("EmailWanted", EventType.UPDATE_EMAIL),
    ACCOUNT_EXISTS("AccountExists", EventType.REGISTER);

    private final String name;
    private final EventType cause;

    Notice(String name, EventType cause) {
        this.name = name;
        this.cause = cause;
    }

    /** What the notice is about, for the event that says that it could not be sent. */
    EventType cause() {
        return cause;
    }

    String subjectKey() {
        return "spaNotice" + name + "Subject";
    }

    String template() {
        return "spa-notice-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".ftl";
    }
}
