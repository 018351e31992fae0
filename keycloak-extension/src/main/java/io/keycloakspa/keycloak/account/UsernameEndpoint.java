package io.keycloakspa.keycloak.account;

import io.keycloakspa.keycloak.login.LoginIdentifier;
import io.keycloakspa.keycloak.profile.IdentifierCheck;
import io.keycloakspa.keycloak.profile.ProfileErrors;
import io.keycloakspa.keycloak.redeem.Next;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.FieldError;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.RequestBody.Member;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.userprofile.EventAuditingAttributeChangeListener;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.ValidationException;

/** {@code POST /account/username} (C-52). */
public final class UsernameEndpoint {

    private static final Member USERNAME = Member.required("username", 1280);

    private UsernameEndpoint() {}

    public static ResponseBuilder change(SpaRequest request, InputStream input) {
        SignedIn person = SignedIn.lately(request);
        String name = normal(request.body(input, List.of(USERNAME)).get(USERNAME.name()));
        UserModel user = person.user();
        if (!new OwnProfile(person.session(), user).mayChangeUsername()) {
            throw new ProblemException(ProblemCode.USERNAME_CHANGE_DISABLED);
        }
        if (name.equalsIgnoreCase(user.getUsername())) {
            throw refused(FieldCode.UNCHANGED);
        }
        EventBuilder event =
                person.event(EventType.UPDATE_PROFILE).detail(Details.CONTEXT, UserProfileContext.ACCOUNT.name());
        try {
            // In a transaction of its own: the database has the last word on who was first, and has it at the commit.
            KeycloakModelUtils.runJobInTransaction(
                    person.session().getKeycloakSessionFactory(),
                    person.session().getContext(),
                    own -> rename(own, user.getId(), name, event));
        } catch (ModelDuplicateException | ValidationException taken) {
            // Between our look and Keycloak's own, which comes with the change, or that of the database.
            throw refused(FieldCode.USERNAME_TAKEN);
        }
        event.success();
        return Next.done(Optional.empty());
    }

    private static void rename(KeycloakSession session, String userId, String name, EventBuilder event) {
        UserModel user = session.users().getUserById(session.getContext().getRealm(), userId);
        UserProfile profile = new OwnProfile(session, user).named(name);
        ProfileErrors errors = new ProfileErrors();
        new IdentifierCheck(session, UserProfileContext.ACCOUNT, profile, user, errors).run(UserModel.USERNAME);
        OwnProfile.validate(profile, errors);
        errors.throwIfAny();
        profile.update(false, new EventAuditingAttributeChangeListener(profile, event));
    }

    private static ProblemException refused(FieldCode code) {
        return ProblemException.ofFields(List.of(FieldError.of(USERNAME.name(), code)));
    }

    /** As it is stored (C-14); what no name can be stays as it is, and the rules say why. */
    private static String normal(String text) {
        return LoginIdentifier.parse(text)
                .filter(identifier -> identifier.kind() == LoginIdentifier.Kind.NAME)
                .map(LoginIdentifier::asTyped)
                .orElse(text.strip());
    }
}
