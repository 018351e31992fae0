package io.keycloakspa.keycloak.updateemail;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.mail.MailQueue;
import io.keycloakspa.keycloak.mail.Notice;
import io.keycloakspa.keycloak.mail.NoticeJob;
import io.keycloakspa.keycloak.redeem.Next;
import io.keycloakspa.keycloak.redeem.Presented;
import io.keycloakspa.keycloak.redeem.ProvenMailbox;
import io.keycloakspa.keycloak.redeem.UserSessions;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.request.SpaCall;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import java.time.Instant;
import org.keycloak.authentication.actiontoken.updateemail.UpdateEmailActionToken;
import org.keycloak.authentication.requiredactions.UpdateEmail;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;
import org.keycloak.services.messages.Messages;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.ValidationException;

/** {@code POST /email-changes/redeem} (C-51): what Keycloak's own handler does, but not before somebody has clicked. */
public final class EmailChangesEndpoint {

    /** What our own validator says of an address that is somebody else's user name or attribute. */
    private static final String TAKEN = "loginIdentifierTaken";

    private EmailChangesEndpoint() {}

    public static ResponseBuilder redeem(SpaRequest request, InputStream body, MailQueue mails) {
        SpaCall call = request.call(body, Presented.TOKEN, Presented.HANDLE, Presented.CODE);
        Presented presented = Presented.read(call, Purpose.EMAIL);
        UserModel user = presented.user();
        UpdateEmailActionToken token = presented.mailed().as(UpdateEmailActionToken.class);
        String newAddress = token.getNewEmail();
        // An administrator, or the person, may have withdrawn the change.
        if (newAddress == null || !newAddress.equals(user.getFirstAttribute(UserModel.EMAIL_PENDING))) {
            throw presented.refused(ProblemCode.INVALID_LINK, Errors.INVALID_EMAIL);
        }
        UserProfile profile = validated(presented, newAddress);
        presented.spend();
        String oldAddress = user.getEmail();
        EventBuilder event = presented.event(EventType.UPDATE_EMAIL);
        UpdateEmail.updateEmailNow(event, user, profile);
        ProvenMailbox.confirm(user);
        event.success();
        if (Boolean.TRUE.equals(token.getLogoutSessions())) {
            UserSessions.endAll(call.session(), call.realm(), user);
        }
        if (oldAddress != null) {
            mails.afterCommit(
                    call.session(),
                    new NoticeJob(call.mailOrigin(), Notice.EMAIL_CHANGED, user.getId(), oldAddress, Instant.now()));
        }
        return Next.done(presented.mailed().state());
    }

    /** The realm's rules for addresses; above all, nobody else may have it by now. */
    private static UserProfile validated(Presented presented, String newAddress) {
        try {
            return UpdateEmail.validateEmailUpdate(presented.call().session(), presented.user(), newAddress);
        } catch (ValidationException e) {
            throw e.hasError(Messages.EMAIL_EXISTS, Messages.USERNAME_EXISTS, TAKEN)
                    ? presented.refused(ProblemCode.EMAIL_TAKEN, Errors.EMAIL_IN_USE)
                    : presented.refused(ProblemCode.INVALID_LINK, Errors.INVALID_EMAIL);
        }
    }
}
