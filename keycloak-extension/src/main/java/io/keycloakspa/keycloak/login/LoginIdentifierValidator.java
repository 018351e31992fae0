package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.settings.IdentifierSource;
import jakarta.ws.rs.core.Response.Status;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ConfiguredProvider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.services.messages.Messages;
import org.keycloak.userprofile.UserProfileAttributeValidationContext;
import org.keycloak.validate.AbstractStringValidator;
import org.keycloak.validate.ValidationContext;
import org.keycloak.validate.ValidationError;
import org.keycloak.validate.ValidatorConfig;

/**
 * The user-profile validator that keeps identifiers apart from each other when an account is made or changed. The
 * attribute decides what it checks: {@code username}, {@code email}, or any other that identifies people. A value that
 * the account has already always passes, so that older accounts can still be edited.
 */
public final class LoginIdentifierValidator extends AbstractStringValidator implements ConfiguredProvider {

    /** As user profiles name it. */
    public static final String ID = "login-identifier";

    static final String RESERVED = "reserved";

    @Override
    protected void doValidate(String value, String attribute, ValidationContext context, ValidatorConfig config) {
        UserModel user = context instanceof UserProfileAttributeValidationContext profile
                ? profile.getAttributeContext().getUser()
                : null;
        RealmModel realm = context.getSession().getContext().getRealm();
        boolean isEmailsTwin = attribute.equals(UserModel.USERNAME) && realm.isRegistrationEmailAsUsername();
        if (value.isBlank() || isEmailsTwin || isUnchanged(value, attribute, user)) {
            return;
        }
        Optional<String> broken = broken(value, attribute, config);
        if (broken.isPresent()) {
            context.addError(new ValidationError(ID, attribute, broken.get()).setStatusCode(Status.BAD_REQUEST));
        } else if (isTaken(value, attribute, context.getSession(), realm, user)) {
            context.addError(
                    new ValidationError(ID, attribute, takenMessage(attribute)).setStatusCode(Status.CONFLICT));
        }
    }

    private static boolean isUnchanged(String value, String attribute, @Nullable UserModel user) {
        return user != null && user.getAttributeStream(attribute).anyMatch(value::equalsIgnoreCase);
    }

    private static Optional<String> broken(String value, String attribute, ValidatorConfig config) {
        return switch (attribute) {
            case UserModel.USERNAME -> NewIdentifierRules.ofName(value, reserved(config));
            case UserModel.EMAIL -> NewIdentifierRules.ofAddress(value);
            default -> NewIdentifierRules.ofAttribute(value);
        };
    }

    /** Why an address is refused as such, or empty; whether somebody has it is not asked. */
    public static Optional<String> brokenAddress(String address) {
        return NewIdentifierRules.ofAddress(address);
    }

    private static Set<String> reserved(ValidatorConfig config) {
        List<String> reserved = config.getStringListOrDefault(RESERVED, List.of());
        return reserved.isEmpty() ? LoginNameRules.RESERVED : Set.copyOf(reserved);
    }

    /**
     * Compared with whatever could be looked up for the same text, and with user names older than the rules. The very
     * same user name or address is left to Keycloak's own validators, or forms would say everything twice.
     */
    private static boolean isTaken(
            String value, String attribute, KeycloakSession session, RealmModel realm, @Nullable UserModel user) {
        var lookup = new UserLookup(session, realm, LoginConfig.DEFAULT);
        return LoginIdentifier.parse(value)
                .filter(identifier -> rivals(attribute, realm).stream()
                        .map(source -> LoginIdentityRules.question(identifier, source))
                        .map(question -> question.source().equals(checkedByKeycloak(attribute))
                                ? question.without(value.toLowerCase(Locale.ROOT))
                                : question)
                        .anyMatch(question -> lookup.isTaken(question, identifier, user)))
                .isPresent();
    }

    private static Set<IdentifierSource> rivals(String attribute, RealmModel realm) {
        Set<IdentifierSource> rivals = new LinkedHashSet<>(List.of(IdentifierSource.USERNAME));
        if (attribute.equals(UserModel.EMAIL)) {
            if (!realm.isDuplicateEmailsAllowed()) {
                rivals.add(IdentifierSource.EMAIL);
            }
            return rivals;
        }
        rivals.addAll(LoginConfig.attributes(realm));
        IdentifierSource.parse("attribute:" + attribute).ifPresent(rivals::add);
        return rivals;
    }

    private static @Nullable IdentifierSource checkedByKeycloak(String attribute) {
        return switch (attribute) {
            case UserModel.USERNAME -> IdentifierSource.USERNAME;
            case UserModel.EMAIL -> IdentifierSource.EMAIL;
            default -> null;
        };
    }

    /** Keycloak's own text where it has one, so that a form never says which form of a name is taken. */
    private static String takenMessage(String attribute) {
        return switch (attribute) {
            case UserModel.USERNAME -> Messages.USERNAME_EXISTS;
            case UserModel.EMAIL -> Messages.EMAIL_EXISTS;
            default -> NewIdentifierRules.TAKEN;
        };
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "Keeps what people log in by apart. On \"username\": no @, letters and digits of one script, nobody else's"
                + " name or other identifier in any form. On \"email\": nobody else's address or user name in any form. On"
                + " another attribute that identifies people: no @, nobody else's.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(RESERVED)
                .label("Reserved user names")
                .helpText(
                        "User names that nobody may take, in any form. If empty, a list of names that people take for the"
                                + " site itself holds, such as admin, support and postmaster.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add()
                .build();
    }
}
