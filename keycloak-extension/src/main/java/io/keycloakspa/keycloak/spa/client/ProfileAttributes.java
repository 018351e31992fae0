package io.keycloakspa.keycloak.spa.client;

import io.keycloakspa.keycloak.spa.client.ClientDescription.Attribute;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import io.keycloakspa.keycloak.spa.request.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.idm.UserProfileAttributeMetadata;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.userprofile.UserProfileUtil;

/** The fields of the realm's user profile, exactly as Keycloak's own form would show them. */
public final class ProfileAttributes {

    private ProfileAttributes() {}

    /** What is asked for at registration. */
    static List<Attribute> ofRegistration(SpaRequest request) {
        UserProfile profile = request.session()
                .getProvider(UserProfileProvider.class)
                .create(UserProfileContext.REGISTRATION, Map.of());
        return of(request, profile, name -> isAskedFor(name, request.realm()));
    }

    /** What a profile shows. */
    public static List<Attribute> of(SpaRequest request, UserProfile profile, Predicate<String> wanted) {
        Texts texts = request.texts();
        return UserProfileUtil.createUserProfileMetadata(request.session(), profile).getAttributes().stream()
                .filter(attribute -> wanted.test(attribute.getName()))
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
