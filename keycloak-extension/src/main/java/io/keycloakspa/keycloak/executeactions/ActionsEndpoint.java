package io.keycloakspa.keycloak.executeactions;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.mail.MailQueue;
import io.keycloakspa.keycloak.password.NewPassword;
import io.keycloakspa.keycloak.redeem.Next;
import io.keycloakspa.keycloak.redeem.PasswordTakeOver;
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
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/** {@code POST /actions/redeem}: does what an administrator has asked for, as far as an app can. */
public final class ActionsEndpoint {

    private ActionsEndpoint() {}

    public static ResponseBuilder redeem(SpaRequest request, InputStream body, MailQueue mails) {
        SpaCall call = request.call(body, NewPassword.membersAnd(Presented.TOKEN));
        Presented presented = Presented.read(call, Purpose.ACTION);
        if (!SpaActions.areDoable(presented.mailed())) {
            throw presented.refused(ProblemCode.FLOW_REQUIRED, Errors.NOT_ALLOWED);
        }
        Optional<NewPassword> password = NewPassword.read(call.body());
        if (SpaActions.needPassword(presented.mailed())) {
            NewPassword chosen = password.orElseThrow(() -> new ProblemException(ProblemCode.PASSWORD_REQUIRED));
            PasswordTakeOver.of(presented, chosen, mails);
        } else {
            if (password.isPresent()) {
                throw NewPassword.notExpected();
            }
            presented.spend();
            ProvenMailbox.confirm(presented.user());
            presented
                    .event(EventType.VERIFY_EMAIL)
                    .detail(Details.EMAIL, presented.user().getEmail())
                    .success();
        }
        presented.event(EventType.EXECUTE_ACTIONS).success();
        return Next.authenticate(presented.mailed().state());
    }
}
