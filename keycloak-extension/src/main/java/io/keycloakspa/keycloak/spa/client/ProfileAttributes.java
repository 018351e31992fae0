package io.keycloakspa.keycloak.spa.client;

import io.keycloakspa.keycloak.spa.client.ClientDescription.Attribute;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import io.keycloakspa.keycloak.spa.request.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.idm.UserProfileAttributeMetadata;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.userprofile.UserProfileUtil;

/** The fields that the realm's user profile asks for at registration, exactly as its hosted form would. */
final class ProfileAttributes {

    private ProfileAttributes() {}

    static List<Attribute> of(SpaRequest request, Texts texts) {
        KeycloakSession session = request.session();
        UserProfile profile =
                session.getProvider(UserProfileProvider.class).create(UserProfileContext.REGISTRATION, Map.of());
        return UserProfileUtil.createUserProfileMetadata(session, profile).getAttributes().stream()
                .filter(attribute -> isAskedFor(attribute.getName(), request.realm()))
                .map(attribute -> describe(attribute, texts))
                .toList();
    }

    /** The hosted form does not ask for the language either: it takes the one in which it was shown. */
    private static boolean isAskedFor(String attribute, RealmModel realm) {
        boolean isImpliedByEmail = UserModel.USERNAME.equals(attribute) && realm.isRegistrationEmailAsUsername();
        return !isImpliedByEmail && !UserModel.LOCALE.equals(attribute);
    }

    private static Attribute describe(UserProfileAttributeMetadata attribute, Texts texts) {
        String displayName = Optional.ofNullable(attribute.getDisplayName())
                .map(texts::resolve)
                .orElse(attribute.getName());
        return new Attribute(
                attribute.getName(),
                displayName,
                attribute.isRequired(),
                attribute.isReadOnly(),
                attribute.isMultivalued(),
                attribute.getDefaultValue(),
                PublicFieldConfig.validators(orEmpty(attribute.getValidators())),
                PublicFieldConfig.annotations(orEmpty(attribute.getAnnotations()), texts::resolve));
    }

    private static <V> Map<String, V> orEmpty(Map<String, V> map) {
        return map == null ? Map.of() : map;
    }
}
