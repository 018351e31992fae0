package io.keycloakspa.keycloak.account;

import io.keycloakspa.keycloak.redeem.Next;
import io.keycloakspa.keycloak.redeem.UserSessions;
import io.keycloakspa.keycloak.spa.client.ClientDescription.Profile;
import io.keycloakspa.keycloak.spa.client.ProfileAttributes;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.SpaAnswers;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.UserManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/** {@code GET /account} (C-50) and {@code DELETE /account} (C-55). */
public final class AccountEndpoint {

    private static final int OK = 200;

    private AccountEndpoint() {}

    public static ResponseBuilder describe(SpaRequest request) {
        SignedIn person = SignedIn.of(request);
        UserModel user = person.user();
        OwnProfile profile = new OwnProfile(person.session(), user);
        String pending = user.getFirstAttribute(UserModel.EMAIL_PENDING);
        return SpaAnswers.personal(
                OK,
                new AccountDescription(
                        user.getId(),
                        user.getUsername(),
                        user.getEmail(),
                        user.isEmailVerified(),
                        pending == null || pending.isBlank() ? null : pending,
                        profile.attributes(),
                        user.credentialManager().isConfiguredFor(PasswordCredentialModel.TYPE),
                        new AccountDescription.May(
                                profile.mayChangeUsername(),
                                profile.mayChangeEmail(),
                                person.caller().settings().accountDeletion()),
                        new Profile(ProfileAttributes.of(request, profile.profile(), OwnProfile::isAttribute))));
    }

    /** Deletes the account with everything that Keycloak has of it. */
    public static ResponseBuilder delete(SpaRequest request) {
        SignedIn person = SignedIn.lately(request);
        UserModel user = person.user();
        // Before the account is gone, and with it what the event is to say.
        EventBuilder event = person.event(EventType.DELETE_ACCOUNT).detail(Details.USERNAME, user.getUsername());
        if (!person.caller().settings().accountDeletion()) {
            event.error(Errors.NOT_ALLOWED);
            throw new ProblemException(ProblemCode.ACCOUNT_DELETION_DISABLED);
        }
        UserSessions.endAll(person.session(), person.realm(), user);
        if (!new UserManager(person.session()).removeUser(person.realm(), user)) {
            event.error(Errors.USER_DELETE_ERROR);
            throw new ProblemException(ProblemCode.ACCOUNT_DELETION_DISABLED);
        }
        event.success();
        return Next.done(Optional.empty());
    }
}
