package io.keycloakspa.keycloak.account;

import io.keycloakspa.keycloak.mail.MailQueue;
import io.keycloakspa.keycloak.mail.Notice;
import io.keycloakspa.keycloak.mail.NoticeJob;
import io.keycloakspa.keycloak.password.NewPassword;
import io.keycloakspa.keycloak.redeem.Next;
import io.keycloakspa.keycloak.redeem.UserSessions;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.FieldError;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.RequestBody;
import io.keycloakspa.keycloak.spa.request.RequestBody.Member;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** {@code POST /account/password} (C-50). */
public final class PasswordEndpoint {

    private static final String CURRENT = "current";
    private static final String NEW = "new";

    private static final List<Member> MEMBERS = Stream.concat(
                    Stream.of(NewPassword.member(CURRENT)), NewPassword.members(NEW))
            .toList();

    private PasswordEndpoint() {}

    /**
     * Sets another password. Whoever else is signed in to the account is signed out, and links that were mailed before
     * are dead, as they are bound to the password (C-26).
     */
    public static ResponseBuilder change(SpaRequest request, InputStream input, MailQueue mails) {
        SignedIn person = SignedIn.lately(request);
        RequestBody body = request.body(input, MEMBERS);
        CurrentPassword current = new CurrentPassword(person);
        NewPassword password = required(body, current.exists());
        // First of all: a rule such as "none of the last" would otherwise tell whether a guess is right, uncounted.
        body.find(CURRENT).ifPresent(current::require);
        KeycloakSession session = person.session();
        UserModel user = person.user();
        password.check(session, person.realm(), user);
        password.store(user);
        // Its link is dead from now on.
        user.removeAttribute(UserModel.EMAIL_PENDING);
        UserSessions.endOthers(session, person.realm(), user, person.userSession());
        NewPassword.changed(person.event(EventType.UPDATE_CREDENTIAL));
        current.succeeded();
        mails.afterCommit(
                session,
                new NoticeJob(person.mailOrigin(), Notice.PASSWORD_CHANGED, user.getId(), null, Instant.now()));
        return Next.done(Optional.empty());
    }

    private static NewPassword required(RequestBody body, boolean currentExists) {
        List<FieldError> errors = new ArrayList<>();
        boolean currentSent = body.find(CURRENT).isPresent();
        if (currentExists && body.find(CURRENT).filter(it -> !it.isEmpty()).isEmpty()) {
            errors.add(FieldError.of(CURRENT, FieldCode.REQUIRED));
        } else if (!currentExists && currentSent) {
            errors.add(FieldError.of(CURRENT, FieldCode.NOT_EXPECTED));
        }
        Optional<NewPassword> password = NewPassword.read(body, NEW);
        if (password.isEmpty()) {
            errors.add(FieldError.of(NEW, FieldCode.REQUIRED));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return password.orElseThrow();
    }
}
