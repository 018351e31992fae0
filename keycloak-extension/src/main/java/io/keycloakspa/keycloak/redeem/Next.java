package io.keycloakspa.keycloak.redeem;

import io.keycloakspa.keycloak.mail.MailCodes;
import io.keycloakspa.keycloak.spa.request.SpaAnswers;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the app does next (C-06): a union that it can switch on by {@code type}.
 *
 * @param state what the app gave with the request that caused the mail
 * @param handle what goes with the mailed code
 * @param expiresIn seconds for which the code works
 */
public record Next(
        String type,
        @Nullable String state,
        @Nullable String handle,
        @Nullable Integer expiresIn) {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;

    private record Answer(Next next) {}

    /** 202: a mail is on its way, if there is somebody to write to. */
    public static ResponseBuilder awaitMail(String handle) {
        return SpaAnswers.personal(ACCEPTED, new Answer(new Next("await_mail", null, handle, MailCodes.LIFE_TIME)));
    }

    /** 201: the account is there, and the person signs in. */
    public static ResponseBuilder created(Optional<String> state) {
        return SpaAnswers.personal(CREATED, new Answer(new Next("authenticate", state.orElse(null), null, null)));
    }

    /** 200: the person signs in. */
    public static ResponseBuilder authenticate(Optional<String> state) {
        return ok("authenticate", state);
    }

    /** 200: nothing is left to do. */
    public static ResponseBuilder done(Optional<String> state) {
        return ok("done", state);
    }

    private static ResponseBuilder ok(String type, Optional<String> state) {
        return SpaAnswers.personal(OK, new Answer(new Next(type, state.orElse(null), null, null)));
    }
}
