package io.keycloakspa.keycloak.registration;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.mail.CodeHandle;
import io.keycloakspa.keycloak.mail.MailCodes;
import io.keycloakspa.keycloak.mail.MailQueue;
import io.keycloakspa.keycloak.password.NewPassword;
import io.keycloakspa.keycloak.profile.ProfileErrors;
import io.keycloakspa.keycloak.redeem.MailRequest;
import io.keycloakspa.keycloak.redeem.Next;
import io.keycloakspa.keycloak.registration.NameReservation.Holder;
import io.keycloakspa.keycloak.slots.Slots;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.request.SpaCall;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.concurrent.TimeUnit;
import org.keycloak.models.UserModel;

/**
 * A registration in a realm that confirms addresses. Whether the address is known, the answer does not tell, nor does
 * the time that it takes: the request checks, reserves the name and asks nobody about the address. All else is done off
 * the request (C-12).
 */
final class RegistrationByMail {

    // Accounts are removed by a task that comes round every hour or so; the reservation is to outlast them.
    private static final long UNTIL_REMOVED = TimeUnit.HOURS.toSeconds(2);

    private final SpaCall call;
    private final Newcomer newcomer;
    private final ProfileErrors errors;
    private final NameReservation name;

    RegistrationByMail(SpaCall call, Newcomer newcomer, ProfileErrors errors) {
        this.call = call;
        this.newcomer = newcomer;
        this.errors = errors;
        this.name = new NameReservation(Slots.of(call.session(), call.realm()), newcomer);
    }

    ResponseBuilder register(MailQueue mails) {
        check();
        RegistrationEvents.refuseIfWrong(errors, call, newcomer);
        if (newcomer.username() != null && !name.take(seconds())) {
            errors.add(UserModel.USERNAME, FieldCode.USERNAME_TAKEN);
            RegistrationEvents.refuseIfWrong(errors, call, newcomer);
        }
        MailCodes codes = new MailCodes(call.session(), call.realm());
        CodeHandle handle = codes.issue(Purpose.CONFIRM, call.caller().client());
        mails.afterCommit(
                call.session(),
                new RegistrationJob(
                        call.mailOrigin(
                                MailRequest.locale(call.body(), call.request().locale())),
                        newcomer,
                        handle,
                        call.body().find(MailRequest.STATE.name()).orElse(null)));
        return Next.awaitMail(codes.seal(handle));
    }

    private void check() {
        if (NewPassword.isIn(call.body())) {
            // The first one is set with the mailed token, so that nobody prepares an account for another's address.
            errors.add(NewPassword.PASSWORD, FieldCode.PASSWORD_NOT_EXPECTED);
        }
        Holder holder = newcomer.username() == null ? Holder.NOBODY : name.holder();
        if (holder == Holder.SOMEBODY_ELSE) {
            errors.add(UserModel.USERNAME, FieldCode.USERNAME_TAKEN);
        }
        // Whether an account has the name already depends on the address of its reservation.
        new NewcomerCheck(call.session(), newcomer, errors).runWithoutAddress(holder == Holder.NOBODY);
    }

    /** As long as the account of a new address would keep the name, if nobody confirms it. */
    private long seconds() {
        return TimeUnit.DAYS.toSeconds(call.caller().settings().unconfirmedDays()) + UNTIL_REMOVED;
    }
}
