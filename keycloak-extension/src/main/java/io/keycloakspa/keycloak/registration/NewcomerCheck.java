package io.keycloakspa.keycloak.registration;

import io.keycloakspa.keycloak.login.LoginIdentifierValidator;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.AttributeContext;
import org.keycloak.userprofile.AttributeMetadata;
import org.keycloak.userprofile.AttributeValidatorMetadata;
import org.keycloak.userprofile.Attributes;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.userprofile.validator.DuplicateEmailValidator;
import org.keycloak.userprofile.validator.DuplicateUsernameValidator;
import org.keycloak.userprofile.validator.EmailExistsAsUsernameValidator;
import org.keycloak.userprofile.validator.RegistrationUsernameExistsValidator;
import org.keycloak.validate.ValidationError;

/**
 * Asks the realm's user profile, and the rules for login identifiers whether the profile has them or not, what is wrong
 * with a newcomer's fields.
 */
final class NewcomerCheck {

    // Characters; Keycloak's column for addresses takes no more.
    private static final int MAX_EMAIL = 255;

    // Errors that are told of attributes that do not belong here.
    private static final int MAX_STRAY = 16;

    private static final Set<String> IDENTIFIERS = Set.of(UserModel.USERNAME, UserModel.EMAIL);

    /** What looks whether somebody has the value already. */
    private static final Set<String> LOOKING_UP = Set.of(
            DuplicateEmailValidator.ID,
            DuplicateUsernameValidator.ID,
            EmailExistsAsUsernameValidator.ID,
            RegistrationUsernameExistsValidator.ID,
            LoginIdentifierValidator.ID);

    private final KeycloakSession session;
    private final Newcomer newcomer;
    private final UserProfile profile;
    private final ProfileErrors errors;

    NewcomerCheck(KeycloakSession session, Newcomer newcomer, ProfileErrors errors) {
        this.session = session;
        this.newcomer = newcomer;
        this.errors = errors;
        this.profile = session.getProvider(UserProfileProvider.class)
                .create(UserProfileContext.REGISTRATION, Map.copyOf(newcomer.fields()));
    }

    /** The fields, to be stored once they are found to be in order. Whatever else was sent is not in it. */
    UserProfile profile() {
        return profile;
    }

    /**
     * Adds what is wrong.
     *
     * @param unasked attributes of which nobody is asked whether they are taken: the time that takes would tell
     */
    void run(Set<String> unasked) {
        Attributes attributes = profile.getAttributes();
        if (newcomer.username() != null) {
            identifier(attributes, UserModel.USERNAME, unasked);
        }
        address(attributes, unasked);
        newcomer.attributes().keySet().stream()
                .filter(name -> !mayBeSet(attributes, name))
                .limit(MAX_STRAY)
                .forEach(errors::notExpected);
        attributes.nameSet().stream()
                .filter(name -> !IDENTIFIERS.contains(name))
                .sorted()
                .forEach(name -> validate(attributes, name));
    }

    private void address(Attributes attributes, Set<String> unasked) {
        if (newcomer.email().isEmpty()) {
            errors.add(UserModel.EMAIL, FieldCode.REQUIRED);
        } else if (newcomer.email().length() > MAX_EMAIL) {
            errors.add(UserModel.EMAIL, FieldCode.WRONG_LENGTH);
        } else if (attributes.isReadOnly(UserModel.EMAIL)) {
            errors.add(UserModel.EMAIL, FieldCode.NOT_EXPECTED);
        } else {
            identifier(attributes, UserModel.EMAIL, unasked);
        }
    }

    /**
     * User name and address have members of their own. What the profile left out is nobody's field: it does not know it,
     * or takes it for another ({@code user.attributes.email} is the address to it).
     */
    private static boolean mayBeSet(Attributes attributes, String name) {
        return !IDENTIFIERS.contains(name) && attributes.contains(name) && !attributes.isReadOnly(name);
    }

    private void identifier(Attributes attributes, String name, Set<String> unasked) {
        AttributeMetadata metadata = attributes.getMetadata(name);
        if (!unasked.contains(name)) {
            validate(attributes, name);
            if (validators(metadata).noneMatch(LoginIdentifierValidator.ID::equals)) {
                run(new AttributeValidatorMetadata(LoginIdentifierValidator.ID), attributes, metadata);
            }
            return;
        }
        metadata.getValidators().stream()
                .filter(validator -> !LOOKING_UP.contains(validator.getValidatorId()))
                .forEach(validator -> run(validator, attributes, metadata));
        if (UserModel.EMAIL.equals(name)) {
            LoginIdentifierValidator.brokenAddress(newcomer.email())
                    .ifPresent(
                            message -> errors.accept(new ValidationError(LoginIdentifierValidator.ID, name, message)));
        }
    }

    @SuppressWarnings("unchecked") // The one listener is of the type that the method asks for.
    private void validate(Attributes attributes, String name) {
        attributes.validate(name, errors);
    }

    private void run(AttributeValidatorMetadata validator, Attributes attributes, AttributeMetadata metadata) {
        String name = metadata.getName();
        Map.Entry<String, List<String>> attribute = Map.entry(name, attributes.get(name));
        validator
                .validate(new AttributeContext(
                        UserProfileContext.REGISTRATION, session, attribute, null, metadata, attributes))
                .getErrors()
                .forEach(errors);
    }

    private static Stream<String> validators(AttributeMetadata metadata) {
        return metadata.getValidators().stream().map(AttributeValidatorMetadata::getValidatorId);
    }
}
