package io.keycloakspa.keycloak.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
        return !profiles.create(UserProfileContext.UPDATE_EMAIL, user)
                .getAttributes()
                .isReadOnly(UserModel.EMAIL);
    }

    List<String> values(String name) {
        return profile.getAttributes().get(name);
    }
}
