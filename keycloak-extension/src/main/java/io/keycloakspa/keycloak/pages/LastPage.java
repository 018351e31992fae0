package io.keycloakspa.keycloak.pages;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.redirect.View;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.services.messages.Messages;

/**
 * What the app shows in place of one of Keycloak's last pages.
 *
 * @param view which of its pages
 * @param name of the parameter that says what happened
 * @param value of that parameter
 */
record LastPage(View view, String name, String value) {

    private static final String STATUS = "status";

    private static final Set<String> EXPIRED =
            Set.of(Messages.EXPIRED_ACTION_TOKEN_NO_SESSION, Messages.EXPIRED_ACTION_TOKEN_SESSION_EXISTS);

    /** Keycloak's endpoint for mailed links. */
    private static final String LINK_PATH = "/login-actions/action-token";

    /**
     * For an info page, which Keycloak shows where a mailed link has done its work in a browser without a waiting
     * sign-in.
     *
     * @param purpose what the link was for; without one the page is no end of a mailed link, and stays
     * @param message key of the page's message
     */
    static Optional<LastPage> info(Optional<Purpose> purpose, @Nullable String message) {
        return purpose.map(known -> new LastPage(known.view(), STATUS, status(known, message)));
    }

    /**
     * For an error page.
     *
     * @param path of the request
     * @param message key of the page's message
     */
    static LastPage error(String path, @Nullable String message) {
        return new LastPage(View.ERROR, "error", code(path, message));
    }

    private static String status(Purpose purpose, @Nullable String message) {
        if (purpose != Purpose.CONFIRM) {
            return "done";
        }
        return Messages.EMAIL_VERIFIED_ALREADY.equals(message) ? "already_confirmed" : "confirmed";
    }

    private static String code(String path, @Nullable String message) {
        if (message != null && EXPIRED.contains(message)) {
            return "expired_link";
        }
        if (Messages.DIFFERENT_USER_AUTHENTICATED.equals(message)) {
            return "other_user_signed_in";
        }
        return path.contains(LINK_PATH) ? "invalid_link" : "flow_failed";
    }
}
