package io.keycloakspa.keycloak.registration;

import io.keycloakspa.keycloak.mail.MailOrigin;
import io.keycloakspa.keycloak.password.NewPassword;
import io.keycloakspa.keycloak.profile.ProfileErrors;
import io.keycloakspa.keycloak.redeem.MailRequest;
import io.keycloakspa.keycloak.redeem.Next;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.SpaCall;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.light.LightweightUserAdapter;
import org.keycloak.models.utils.KeycloakModelUtils;

/** A registration in a realm that does not confirm addresses: the password comes with it, and the account is made now. */
final class RegistrationAtOnce {

    private final SpaCall call;
    private final Newcomer newcomer;
    private final ProfileErrors errors;

    RegistrationAtOnce(SpaCall call, Newcomer newcomer, ProfileErrors errors) {
        this.call = call;
        this.newcomer = newcomer;
        this.errors = errors;
    }

    ResponseBuilder register() {
        Optional<NewPassword> password = password();
        new NewcomerCheck(call.session(), newcomer, errors).run();
        password.ifPresent(chosen ->
                chosen.broken(call.session(), call.realm(), candidate()).forEach(errors::addRule));
        RegistrationEvents.refuseIfWrong(errors, call, newcomer);
        MailOrigin origin = call.mailOrigin();
        AddressTurn.of(call.session(), call.realm(), newcomer).run(() -> {
            // Its own transaction ends here, so that a second of two at once is told by us and not by the database.
            KeycloakModelUtils.runJobInTransaction(
                    call.session().getKeycloakSessionFactory(),
                    session -> origin.enter(session)
                            .ifPresent(
                                    client -> create(session, origin.event(session, client), password.orElseThrow())));
        });
        RegistrationEvents.refuseIfWrong(errors, call, newcomer);
        return Next.created(call.body().find(MailRequest.STATE.name()));
    }

    private Optional<NewPassword> password() {
        try {
            Optional<NewPassword> password = NewPassword.read(call.body());
            if (password.isEmpty()) {
                errors.add(NewPassword.PASSWORD, FieldCode.REQUIRED);
            }
            return password;
        } catch (ProblemException e) {
            e.errors().forEach(errors::add);
            return Optional.empty();
        }
    }

    private void create(KeycloakSession session, EventBuilder event, NewPassword password) {
        NewcomerCheck check = new NewcomerCheck(session, newcomer, errors);
        check.run();
        if (!errors.list().isEmpty()) {
            return;
        }
        UserModel user = NewAccount.create(session.getContext().getRealm(), check, newcomer);
        password.store(user);
        RegistrationEvents.describe(event, newcomer).user(user).success();
    }

    /** Whoever the account is to be, for rules that compare the password with name and address. */
    private UserModel candidate() {
        UserModel candidate = new LightweightUserAdapter(call.session(), call.realm(), null);
        candidate.setUsername(newcomer.name());
        candidate.setEmail(newcomer.email());
        return candidate;
    }
}
