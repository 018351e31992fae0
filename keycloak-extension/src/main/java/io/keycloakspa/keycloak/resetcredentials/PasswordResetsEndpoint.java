package io.keycloakspa.keycloak.resetcredentials;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.mail.AskedMail;
import io.keycloakspa.keycloak.mail.MailQueue;
import io.keycloakspa.keycloak.password.NewPassword;
import io.keycloakspa.keycloak.redeem.MailRequest;
import io.keycloakspa.keycloak.redeem.Next;
import io.keycloakspa.keycloak.redeem.PasswordTakeOver;
import io.keycloakspa.keycloak.redeem.Presented;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.SpaCall;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/** {@code POST /password-resets} and {@code POST /password-resets/redeem} (C-40 to C-48). */
public final class PasswordResetsEndpoint {

    private PasswordResetsEndpoint() {}

    /** Asks for the mail. The answer is the same for everybody. */
    public static ResponseBuilder request(SpaRequest request, InputStream body, MailQueue mails) {
        SpaCall call = request.call(body, MailRequest.members());
        requirePossible(call, EventType.SEND_RESET_PASSWORD);
        return MailRequest.enqueue(call, AskedMail.RESET, MailRequest.config(call), mails);
    }

    /** Sets the new password. Nobody is signed in by it. */
    public static ResponseBuilder redeem(SpaRequest request, InputStream body, MailQueue mails) {
        SpaCall call = request.call(body, NewPassword.membersAnd(Presented.TOKEN, Presented.HANDLE, Presented.CODE));
        requirePossible(call, EventType.RESET_PASSWORD);
        Presented presented = Presented.read(call, Purpose.RESET);
        NewPassword password = NewPassword.read(call.body()).orElseThrow(NewPassword::missing);
        PasswordTakeOver.of(presented, password, mails);
        presented.event(EventType.RESET_PASSWORD).success();
        return Next.authenticate(presented.mailed().state());
    }

    private static void requirePossible(SpaCall call, EventType event) {
        if (!call.realm().isResetPasswordAllowed()) {
            throw refused(call, event, ProblemCode.PASSWORD_RESET_DISABLED);
        }
        if (!ResetFlow.isKnown(call.realm())) {
            throw refused(call, event, ProblemCode.FLOW_REQUIRED);
        }
    }

    private static ProblemException refused(SpaCall call, EventType event, ProblemCode code) {
        call.event(event).detail(Details.REASON, code.code()).error(Errors.NOT_ALLOWED);
        return new ProblemException(code);
    }
}
