package io.keycloakspa.keycloak.registration;

import io.keycloakspa.keycloak.profile.IdentifierCheck;
import io.keycloakspa.keycloak.profile.ProfileErrors;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.Attributes;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;

/** Asks the realm's user profile, and the rules for login identifiers, what is wrong with a newcomer's fields. */
final class NewcomerCheck {

    // Characters; Keycloak's column for addresses takes no more.
    private static final int MAX_EMAIL = 255;

    // Errors that are told of attributes that do not belong here.
    private static final int MAX_STRAY = 16;

    private static final Set<String> IDENTIFIERS = Set.of(UserModel.USERNAME, UserModel.EMAIL);

    private final Newcomer newcomer;
    private final UserProfile profile;
    private final ProfileErrors errors;
    private final IdentifierCheck identifiers;

    NewcomerCheck(KeycloakSession session, Newcomer newcomer, ProfileErrors errors) {
        this.newcomer = newcomer;
        this.errors = errors;
        this.profile = session.getProvider(UserProfileProvider.class)
                .create(UserProfileContext.REGISTRATION, Map.copyOf(newcomer.fields()));
        this.identifiers = new IdentifierCheck(session, UserProfileContext.REGISTRATION, profile, null, errors);
    }

    /** The fields, to be stored once they are found to be in order. Whatever else was sent is not in it. */
    UserProfile profile() {
        return profile;
    }

    /** Adds everything that is wrong, and whether somebody has the name or the address. */
    void run() {
        username();
        if (isAddress()) {
            identifiers.run(UserModel.EMAIL);
        }
        attributes();
    }

    /** The same without asking whether somebody has the address: the time that takes would tell. */
    void runWithoutAddress(boolean withName) {
        if (withName) {
            username();
        }
        if (isAddress()) {
            identifiers.runUnasked();
        }
        attributes();
    }

    private void username() {
        if (newcomer.username() != null) {
            identifiers.run(UserModel.USERNAME);
        }
    }

    /** Whether there is something to look at closer. */
    private boolean isAddress() {
        if (newcomer.email().isEmpty()) {
            errors.add(UserModel.EMAIL, FieldCode.REQUIRED);
        } else if (newcomer.email().length() > MAX_EMAIL) {
            errors.add(UserModel.EMAIL, FieldCode.WRONG_LENGTH);
        } else if (profile.getAttributes().isReadOnly(UserModel.EMAIL)) {
            errors.add(UserModel.EMAIL, FieldCode.NOT_EXPECTED);
        } else {
            return true;
        }
        return false;
    }

    @SuppressWarnings("unchecked") // The one listener is of the type that the method asks for.
    private void attributes() {
        Attributes attributes = profile.getAttributes();
        newcomer.attributes().keySet().stream()
                .filter(name -> !mayBeSet(attributes, name))
                .limit(MAX_STRAY)
                .forEach(name -> errors.addAttribute(name, FieldCode.NOT_EXPECTED));
        attributes.nameSet().stream()
                .filter(name -> !IDENTIFIERS.contains(name))
                .sorted()
                .forEach(name -> attributes.validate(name, errors));
    }

    /**
     * User name and address have members of their own. What the profile left out is nobody's field: it does not know it,
     * or takes it for another ({@code user.attributes.email} is the address to it).
     */
    private static boolean mayBeSet(Attributes attributes, String name) {
        return !IDENTIFIERS.contains(name) && attributes.contains(name) && !attributes.isReadOnly(name);
    }
}
