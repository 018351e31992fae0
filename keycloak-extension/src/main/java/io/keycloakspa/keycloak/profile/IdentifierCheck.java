package io.keycloakspa.keycloak.profile;

import io.keycloakspa.keycloak.login.LoginIdentifierValidator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.AttributeContext;
import org.keycloak.userprofile.AttributeMetadata;
import org.keycloak.userprofile.AttributeValidatorMetadata;
import org.keycloak.userprofile.Attributes;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.validator.DuplicateEmailValidator;
import org.keycloak.userprofile.validator.DuplicateUsernameValidator;
import org.keycloak.userprofile.validator.EmailExistsAsUsernameValidator;
import org.keycloak.userprofile.validator.RegistrationUsernameExistsValidator;
import org.keycloak.validate.ValidationError;

/**
 * Checks a user name or an address: by what the realm's user profile says, and by the rules for login identifiers
 * whether the profile has them or not.
 */
public final class IdentifierCheck {

    /** What looks whether somebody has the value already. */
    private static final Set<String> LOOKING_UP = Set.of(
            DuplicateEmailValidator.ID,
            DuplicateUsernameValidator.ID,
            EmailExistsAsUsernameValidator.ID,
            RegistrationUsernameExistsValidator.ID,
            LoginIdentifierValidator.ID);

    private final KeycloakSession session;
    private final UserProfileContext context;
    private final Attributes attributes;
    private final @Nullable UserModel user;
    private final ProfileErrors errors;

    /**
     * A check of what a profile is about to store.
     *
     * @param context the one that the profile was made in
     * @param user whose profile it is, {@code null} for somebody new
     * @param errors collects what is wrong
     */
    public IdentifierCheck(
            KeycloakSession session,
            UserProfileContext context,
            UserProfile profile,
            @Nullable UserModel user,
            ProfileErrors errors) {
        this.session = session;
        this.context = context;
        this.attributes = profile.getAttributes();
        this.user = user;
        this.errors = errors;
    }

    /** Everything, and whether somebody has it. */
    @SuppressWarnings("unchecked") // The one listener is of the type that the method asks for.
    public void run(String name) {
        attributes.validate(name, errors);
        AttributeMetadata metadata = attributes.getMetadata(name);
        if (ids(metadata).noneMatch(LoginIdentifierValidator.ID::equals)) {
            run(new AttributeValidatorMetadata(LoginIdentifierValidator.ID), metadata);
        }
    }

    /** An address, without asking whether somebody has it: the time that takes would tell. */
    public void runUnasked() {
        AttributeMetadata metadata = attributes.getMetadata(UserModel.EMAIL);
        metadata.getValidators().stream()
                .filter(validator -> !LOOKING_UP.contains(validator.getValidatorId()))
                .forEach(validator -> run(validator, metadata));
        LoginIdentifierValidator.brokenAddress(attributes.getFirst(UserModel.EMAIL))
                .ifPresent(message ->
                        errors.accept(new ValidationError(LoginIdentifierValidator.ID, UserModel.EMAIL, message)));
    }

    private void run(AttributeValidatorMetadata validator, AttributeMetadata metadata) {
        String name = metadata.getName();
        Map.Entry<String, List<String>> attribute = Map.entry(name, attributes.get(name));
        validator
                .validate(new AttributeContext(context, session, attribute, user, metadata, attributes))
                .getErrors()
                .forEach(errors);
    }

    private static Stream<String> ids(AttributeMetadata metadata) {
        return metadata.getValidators().stream().map(AttributeValidatorMetadata::getValidatorId);
    }
}
