package io.keycloakspa.keycloak.redeem;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.mail.MailQueue;
import io.keycloakspa.keycloak.mail.Notice;
import io.keycloakspa.keycloak.mail.NoticeJob;
import io.keycloakspa.keycloak.password.NewPassword;
import io.keycloakspa.keycloak.spa.request.SpaCall;
import java.time.Instant;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A new password by the power of a mailed token: what the reset and an administrator's mail have in common. */
public final class PasswordTakeOver {

    private PasswordTakeOver() {}

    /**
     * Checks the password, spends the token and hands the account to whoever has the mailbox: other sessions end, the
     * owner is told. At a reset, what somebody may have planted into an unconfirmed account goes. Second factors of a
     * confirmed account stay.
     */
    public static void of(Presented presented, NewPassword password, MailQueue mails) {
        SpaCall call = presented.call();
        KeycloakSession session = call.session();
        RealmModel realm = call.realm();
        UserModel user = presented.user();
        password.check(session, realm, user);
        presented.spend();
        boolean confirmedNow = !user.isEmailVerified();
        // What an administrator's mail is about, the administrator may have prepared: links, second factors.
        if (presented.mailed().purpose() == Purpose.RESET) {
            ProvenMailbox.takeOver(session, realm, user);
        } else {
            ProvenMailbox.confirm(user);
        }
        password.store(user);
        // Whoever guessed wrong passwords until now did not know this one.
        session.loginFailures().removeUserLoginFailure(realm, user.getId());
        UserSessions.endAll(session, realm, user);
        if (confirmedNow) {
            presented
                    .event(EventType.VERIFY_EMAIL)
                    .detail(Details.EMAIL, user.getEmail())
                    .success();
        }
        NewPassword.changed(presented.event(EventType.UPDATE_CREDENTIAL));
        mails.afterCommit(
                session, new NoticeJob(call.mailOrigin(), Notice.PASSWORD_RESET, user.getId(), null, Instant.now()));
    }
}
