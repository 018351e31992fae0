package io.keycloakspa.keycloak.verifyemail;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.login.LoginConfig;
import io.keycloakspa.keycloak.mail.AskedMail;
import io.keycloakspa.keycloak.mail.MailQueue;
import io.keycloakspa.keycloak.password.NewPassword;
import io.keycloakspa.keycloak.redeem.FirstPassword;
import io.keycloakspa.keycloak.redeem.MailRequest;
import io.keycloakspa.keycloak.redeem.Next;
import io.keycloakspa.keycloak.redeem.Presented;
import io.keycloakspa.keycloak.redeem.ProvenMailbox;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.SpaCall;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;

/** {@code POST /confirmations} and {@code POST /confirmations/redeem} (C-20 to C-25). */
public final class ConfirmationsEndpoint {

    private ConfirmationsEndpoint() {}

    /** Asks for the mail again. The answer is the same for everybody. */
    public static ResponseBuilder request(SpaRequest request, InputStream body, MailQueue mails) {
        SpaCall call = request.call(body, MailRequest.members());
        // Whose address is not confirmed yet is who this is for, so it counts in any realm.
        LoginConfig unconfirmedToo = new LoginConfig(MailRequest.config(call).identifiers(), true);
        return MailRequest.enqueue(call, AskedMail.CONFIRM, unconfirmedToo, mails);
    }

    /** Confirms the address; an account without a password gets its first one in the same step. */
    public static ResponseBuilder redeem(SpaRequest request, InputStream body) {
        SpaCall call = request.call(body, NewPassword.membersAnd(Presented.TOKEN, Presented.HANDLE, Presented.CODE));
        Presented presented = Presented.read(call, Purpose.CONFIRM);
        Optional<NewPassword> password = password(call, presented);
        presented.spend();
        ProvenMailbox.confirm(presented.user());
        password.ifPresent(chosen -> {
            chosen.store(presented.user());
            NewPassword.changed(presented.event(EventType.UPDATE_CREDENTIAL));
        });
        presented
                .event(EventType.VERIFY_EMAIL)
                .detail(Details.EMAIL, presented.user().getEmail())
                .success();
        return Next.authenticate(presented.mailed().state());
    }

    private static Optional<NewPassword> password(SpaCall call, Presented presented) {
        Optional<NewPassword> password = NewPassword.read(call.body());
        boolean missing = FirstPassword.isMissing(call.session(), call.realm(), presented.user());
        if (missing && password.isEmpty()) {
            throw new ProblemException(ProblemCode.PASSWORD_REQUIRED);
        }
        if (!missing && password.isPresent()) {
            throw NewPassword.notExpected();
        }
        password.ifPresent(chosen -> chosen.check(call.session(), call.realm(), presented.user()));
        return password;
    }
}
