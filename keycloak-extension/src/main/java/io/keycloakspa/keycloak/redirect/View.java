package io.keycloakspa.keycloak.redirect;

import java.util.Locale;

/** The pages of an app where a mailed link may lead. */
public enum View {
    CONFIRM,
    RESET,
    EMAIL,
    ACTION,
    ERROR;

    /** Key of the setting that names the page. */
    public String key() {
        return "view." + lowerCase();
    }

    /** Where the page is below the client's root URL unless the setting says otherwise. */
    public String fallbackPath() {
        return "/account/" + lowerCase();
    }

    private String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
