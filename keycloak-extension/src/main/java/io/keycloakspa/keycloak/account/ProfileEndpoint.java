package io.keycloakspa.keycloak.account;

import io.keycloakspa.keycloak.redeem.Next;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.FieldError;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.RequestBody.Member;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ModelException;
import org.keycloak.storage.ReadOnlyException;
import org.keycloak.userprofile.EventAuditingAttributeChangeListener;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;

/** {@code PATCH /account}: what the realm's user profile lets people change of themselves, beside what identifies them. */
public final class ProfileEndpoint {

    private static final String ATTRIBUTES = "attributes";

    private ProfileEndpoint() {}

    public static ResponseBuilder change(SpaRequest request, InputStream input) {
        SignedIn person = SignedIn.lately(request);
        Map<String, List<String>> wanted =
                request.body(input, List.of(Member.requiredValues(ATTRIBUTES))).values(ATTRIBUTES);
        UserProfile profile = new OwnProfile(person.session(), person.user()).with(wanted);
        EventBuilder event =
                person.event(EventType.UPDATE_PROFILE).detail(Details.CONTEXT, UserProfileContext.ACCOUNT.name());
        try {
            profile.update(false, new EventAuditingAttributeChangeListener(profile, event));
        } catch (ReadOnlyException | ModelException e) {
            // Such as a directory that keeps the person's data and lets nobody write.
            throw ProblemException.ofFields(List.of(FieldError.of(ATTRIBUTES, FieldCode.NOT_STORED)));
        }
        event.success();
        return Next.done(Optional.empty());
    }
}
