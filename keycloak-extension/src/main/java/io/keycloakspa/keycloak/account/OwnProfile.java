package io.keycloakspa.keycloak.account;

import io.keycloakspa.keycloak.profile.ProfileErrors;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.AttributeMetadata;
import org.keycloak.userprofile.Attributes;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;

/** What the realm's user profile lets a person see and change of their own account, as in Keycloak's account console. */
final class OwnProfile {

    /** They identify the account and have requests of their own. */
    private static final Set<String> IDENTIFIERS = Set.of(UserModel.USERNAME, UserModel.EMAIL);

    private final UserProfileProvider profiles;
    private final UserModel user;
    private final UserProfile profile;

    OwnProfile(KeycloakSession session, UserModel user) {
        this.profiles = session.getProvider(UserProfileProvider.class);
        this.user = user;
        this.profile = profiles.create(UserProfileContext.ACCOUNT, user);
    }

    UserProfile profile() {
        return profile;
    }

    static boolean isAttribute(String name) {
        return !IDENTIFIERS.contains(name);
    }

    /** The attributes that have a value, each as a text or, where there may be several, a list. */
    Map<String, Object> attributes() {
        Attributes attributes = profile.getAttributes();
        Map<String, Object> shown = new TreeMap<>();
        attributes.getReadable().forEach((name, values) -> {
            if (isAttribute(name) && !values.isEmpty()) {
                AttributeMetadata metadata = attributes.getMetadata(name);
                boolean several = values.size() > 1 || (metadata != null && metadata.isMultivalued());
                shown.put(name, several ? new ArrayList<>(values) : values.get(0));
            }
        });
        return shown;
    }

    boolean mayChangeUsername() {
        return !profile.getAttributes().isReadOnly(UserModel.USERNAME);
    }

    /** As Keycloak decides it for its own page for a change of the address. */
    boolean mayChangeEmail() {
        return Profile.isFeatureEnabled(Profile.Feature.UPDATE_EMAIL)
                && !profiles.create(UserProfileContext.UPDATE_EMAIL, user)
                        .getAttributes()
                        .isReadOnly(UserModel.EMAIL);
    }

    /** The profile under another user name. */
    UserProfile named(String username) {
        Map<String, List<String>> fields = new HashMap<>(profile.getAttributes().toMap());
        fields.put(UserModel.USERNAME, List.of(username));
        return profiles.create(UserProfileContext.ACCOUNT, fields, user);
    }

    /**
     * The profile with other attributes.
     *
     * @param wanted those that change; an empty list removes
     * @throws ProblemException {@code validation_failed}
     */
    UserProfile with(Map<String, List<String>> wanted) {
        Map<String, List<String>> fields = new HashMap<>(profile.getAttributes().toMap());
        // Keycloak takes an empty list for one that was not sent.
        wanted.forEach((name, values) -> fields.put(name, values.isEmpty() ? List.of("") : values));
        UserProfile changed = profiles.create(UserProfileContext.ACCOUNT, fields, user);
        ProfileErrors errors = new ProfileErrors();
        wanted.forEach((name, values) ->
                stray(changed.getAttributes(), name, values).ifPresent(code -> errors.addAttribute(name, code)));
        errors.throwIfAny();
        validate(changed, errors);
        errors.throwIfAny();
        return changed;
    }

    /**
     * Why an attribute is not theirs to change. One that the person may not see is as good as none, and so is one under
     * another spelling: to Keycloak {@code user.attributes.email} is the address.
     */
    private Optional<FieldCode> stray(Attributes attributes, String name, List<String> values) {
        if (!isAttribute(name)) {
            return Optional.of(FieldCode.NOT_EXPECTED);
        }
        if (!attributes.getReadable().containsKey(name)) {
            return Optional.of(FieldCode.UNKNOWN_MEMBER);
        }
        boolean unchanged = values.equals(profile.getAttributes().get(name));
        return attributes.isReadOnly(name) && !unchanged ? Optional.of(FieldCode.READ_ONLY) : Optional.empty();
    }

    /** Everything, as Keycloak does before it stores anything. */
    @SuppressWarnings("unchecked") // The one listener is of the type that the method asks for.
    static void validate(UserProfile profile, ProfileErrors errors) {
        profile.getAttributes().nameSet().stream()
                .sorted()
                .forEach(name -> profile.getAttributes().validate(name, errors));
    }
}
