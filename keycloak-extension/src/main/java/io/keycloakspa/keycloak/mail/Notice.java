package io.keycloakspa.keycloak.mail;

import java.util.Locale;

/** What the owner of an account is told afterwards. A notice holds no secret and no link that acts. */
public enum Notice {
    PASSWORD_RESET("PasswordReset"),
    PASSWORD_CHANGED("PasswordChanged"),
    EMAIL_CHANGED("EmailChanged"),
    ACCOUNT_EXISTS("AccountExists");

    private final String name;

    Notice(String name) {
        this.name = name;
    }

    String subjectKey() {
        return "spaNotice" + name + "Subject";
    }

    String template() {
        return "spa-notice-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".ftl";
    }
}
