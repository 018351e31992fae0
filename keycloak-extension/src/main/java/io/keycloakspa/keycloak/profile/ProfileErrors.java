package io.keycloakspa.keycloak.profile;

import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.FieldError;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.keycloak.models.UserModel;
import org.keycloak.services.messages.Messages;
import org.keycloak.validate.ValidationError;

/**
 * What validators say of the fields, in our codes: one error for each field, the first. The texts stay theirs, so that
 * those which an administrator has written hold here too.
 */
public final class ProfileErrors implements Consumer<ValidationError> {

    private static final Set<String> TAKEN =
            Set.of(Messages.EMAIL_EXISTS, Messages.USERNAME_EXISTS, "loginIdentifierTaken");

    private static final Map<String, FieldCode> CODES = Map.of(
            "error-user-attribute-required",
            FieldCode.REQUIRED,
            "error-invalid-blank",
            FieldCode.REQUIRED,
            "error-empty",
            FieldCode.REQUIRED,
            Messages.MISSING_USERNAME,
            FieldCode.REQUIRED,
            Messages.MISSING_EMAIL,
            FieldCode.REQUIRED,
            "error-invalid-length",
            FieldCode.WRONG_LENGTH,
            "error-invalid-length-too-short",
            FieldCode.WRONG_LENGTH,
            "error-invalid-length-too-long",
            FieldCode.WRONG_LENGTH,
            "loginIdentifierNameLength",
            FieldCode.WRONG_LENGTH);

    // Characters of an attribute's name that come back.
    private static final int MAX_NAME = 64;

    private final Map<String, FieldError> errors = new LinkedHashMap<>();

    @Override
    public void accept(ValidationError error) {
        String attribute = error.getInputHint();
        String pointer = pointer(attribute);
        Object[] parameters = error.getInputHintWithMessageParameters();
        errors.putIfAbsent(
                pointer,
                new FieldError(
                        pointer, code(error, attribute).code(), null, error.getMessage(), parameters(parameters)));
    }

    /** Adds an error of our own. */
    public void add(String member, FieldCode code) {
        add(FieldError.of(member, code));
    }

    public void add(FieldError error) {
        errors.putIfAbsent(error.pointer(), error);
    }

    /** Adds an error beside others of the same member: each broken rule of a password is told. */
    public void addRule(FieldError error) {
        errors.putIfAbsent(error.pointer() + ' ' + error.code(), error);
    }

    /** Adds an error of our own about an attribute. */
    public void addAttribute(String name, FieldCode code) {
        add(FieldError.of("attributes/" + shown(name), code));
    }

    /**
     * Ends the request if anything is wrong.
     *
     * @throws ProblemException {@code validation_failed}
     */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(list());
        }
    }

    public boolean has(FieldCode code) {
        return errors.values().stream().anyMatch(error -> error.code().equals(code.code()));
    }

    public List<FieldError> list() {
        return List.copyOf(errors.values());
    }

    private static FieldCode code(ValidationError error, String attribute) {
        if (TAKEN.contains(error.getMessage())) {
            return switch (attribute) {
                case UserModel.EMAIL -> FieldCode.EMAIL_TAKEN;
                case UserModel.USERNAME -> FieldCode.USERNAME_TAKEN;
                default -> FieldCode.INVALID;
            };
        }
        return CODES.getOrDefault(error.getMessage(), FieldCode.INVALID);
    }

    private static String pointer(String attribute) {
        boolean member = UserModel.USERNAME.equals(attribute) || UserModel.EMAIL.equals(attribute);
        return (member ? "/" : "/attributes/") + shown(attribute);
    }

    /** As a JSON pointer writes a name (RFC 6901 section 3), and cut: it comes back in the answer. */
    private static String shown(String name) {
        String cut = name.codePointCount(0, name.length()) > MAX_NAME
                ? name.substring(0, name.offsetByCodePoints(0, MAX_NAME))
                : name;
        return cut.replace("~", "~0").replace("/", "~1");
    }

    /** A validator may leave a parameter out. */
    private static List<Object> parameters(Object[] parameters) {
        List<Object> present = new ArrayList<>();
        for (Object parameter : parameters) {
            present.add(parameter == null ? "" : parameter);
        }
        return List.copyOf(present);
    }
}
