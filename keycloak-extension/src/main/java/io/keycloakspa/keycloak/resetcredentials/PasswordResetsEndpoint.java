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
import org.keycloak.events.EventType;
import org.keycloak.models.RealmModel;

/** {@code POST /password-resets} and {@code POST /password-resets/redeem} (C-40 to C-48). */
public final class PasswordResetsEndpoint {

    private PasswordResetsEndpoint() {}

    /** Asks for the mail. The answer is the same for everybody. */
    public static ResponseBuilder request(SpaRequest request, InputStream body, MailQueue mails) {
        SpaCall call = request.call(body, MailRequest.members());
        requirePossible(call.realm());
        return MailRequest.enqueue(call, AskedMail.RESET, MailRequest.config(call), mails);
    }

    /** Sets the new password. Nobody is signed in by it. */
    public static ResponseBuilder redeem(SpaRequest request, InputStream body, MailQueue mails) {
        SpaCall call = request.call(body, NewPassword.membersAnd(Presented.TOKEN, Presented.HANDLE, Presented.CODE));
        requirePossible(call.realm());
        Presented presented = Presented.read(call, Purpose.RESET);
        NewPassword password = NewPassword.read(call.body()).orElseThrow(NewPassword::missing);
        PasswordTakeOver.of(presented, password, mails);
        presented.event(EventType.RESET_PASSWORD).success();
        return Next.authenticate(presented.mailed().state());
    }

    private static void requirePossible(RealmModel realm) {
        if (!realm.isResetPasswordAllowed()) {
            throw new ProblemException(ProblemCode.PASSWORD_RESET_DISABLED);
        }
        if (!ResetFlow.isKnown(realm)) {
            throw new ProblemException(ProblemCode.FLOW_REQUIRED);
        }
    }
}
