package io.keycloakspa.keycloak.account;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.login.LoginIdentifier;
import io.keycloakspa.keycloak.mail.CodeHandle;
import io.keycloakspa.keycloak.mail.EmailChangeJob;
import io.keycloakspa.keycloak.mail.MailCodes;
import io.keycloakspa.keycloak.mail.MailLimit;
import io.keycloakspa.keycloak.mail.MailOrigin;
import io.keycloakspa.keycloak.mail.MailQueue;
import io.keycloakspa.keycloak.mail.Notice;
import io.keycloakspa.keycloak.mail.NoticeJob;
import io.keycloakspa.keycloak.profile.IdentifierCheck;
import io.keycloakspa.keycloak.profile.ProfileErrors;
import io.keycloakspa.keycloak.redeem.MailRequest;
import io.keycloakspa.keycloak.redeem.Next;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.RequestBody;
import io.keycloakspa.keycloak.spa.request.RequestBody.Member;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;

/**
 * {@code POST /account/email} (C-51). The address moves when its mailed link or code is redeemed, also in a realm that
 * does not confirm addresses otherwise: a slip of the hand would lock its owner out.
 */
public final class EmailEndpoint {

    // Characters; Keycloak's column takes no more.
    private static final int MAX_LENGTH = 255;

    private static final Member EMAIL = Member.required("email", 1280);

    private static final List<Member> MEMBERS = List.of(EMAIL, MailRequest.STATE, MailRequest.LOCALE);

    private EmailEndpoint() {}

    /** Asks for the change. Whether somebody has the address already, only its mailbox learns. */
    public static ResponseBuilder request(SpaRequest request, InputStream input, MailQueue mails) {
        SignedIn person = SignedIn.lately(request);
        RequestBody body = request.body(input, MEMBERS);
        UserModel user = person.user();
        if (!new OwnProfile(person.session(), user).mayChangeEmail()) {
            throw new ProblemException(ProblemCode.EMAIL_CHANGE_DISABLED);
        }
        String address = normal(body.get(EMAIL.name()));
        check(person, address);
        user.setSingleAttribute(UserModel.EMAIL_PENDING, address);
        MailCodes codes = new MailCodes(person.session(), person.realm());
        CodeHandle handle = codes.issue(Purpose.EMAIL, person.caller().client());
        MailOrigin origin = person.mailOrigin(MailRequest.locale(body, request.locale()));
        String state = body.find(MailRequest.STATE.name()).orElse(null);
        mails.afterCommit(person.session(), new EmailChangeJob(origin, user.getId(), address, handle, state));
        tellOldAddress(person, mails);
        return Next.awaitMail(codes.seal(handle));
    }

    private static void check(SignedIn person, String address) {
        ProfileErrors errors = new ProfileErrors();
        String current = person.user().getEmail();
        if (address.length() > MAX_LENGTH) {
            errors.add(EMAIL.name(), FieldCode.WRONG_LENGTH);
        } else if (current != null && normal(current).equals(address)) {
            errors.add(EMAIL.name(), FieldCode.UNCHANGED);
        } else {
            UserProfile profile = person.session()
                    .getProvider(UserProfileProvider.class)
                    .create(UserProfileContext.UPDATE_EMAIL, Map.of(UserModel.EMAIL, List.of(address)), person.user());
            new IdentifierCheck(person.session(), UserProfileContext.UPDATE_EMAIL, profile, person.user(), errors)
                    .runUnasked();
        }
        errors.throwIfAny();
    }

    /** Whoever has stolen a session would else move the account away unseen. */
    private static void tellOldAddress(SignedIn person, MailQueue mails) {
        String old = person.user().getEmail();
        Notice notice = Notice.EMAIL_CHANGE_REQUESTED;
        if (old != null && MailLimit.take(person.session(), person.realm(), notice.name(), old)) {
            mails.afterCommit(
                    person.session(),
                    new NoticeJob(person.mailOrigin(), notice, person.user().getId(), old, Instant.now()));
        }
    }

    /** As it is stored (C-15). Text that is no address stays as it is: the rules then say what is wrong with it. */
    private static String normal(String text) {
        return LoginIdentifier.parse(text)
                .filter(identifier -> identifier.kind() == LoginIdentifier.Kind.EMAIL)
                .map(LoginIdentifier::normal)
                .orElse(text.strip());
    }
}
