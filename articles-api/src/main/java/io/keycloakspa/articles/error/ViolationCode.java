package io.keycloakspa.articles.error;

import java.util.Locale;

/** The closed list of codes within {@code errors}. */
enum ViolationCode {
    REQUIRED("Must be present and not blank."),
    TOO_LONG("Is too long."),
    OUT_OF_RANGE("Is not within the allowed range."),
    INVALID_CHARACTERS("Contains control characters or text that is not Unicode."),
    INVALID_VALUE("Is not one of the allowed values."),
    WRONG_TYPE("Has the wrong JSON type."),
    UNKNOWN_MEMBER("Is not a member of this object.");

    private final String detail;

    ViolationCode(String detail) {
        this.detail = detail;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String detail() {
        return detail;
    }

    /** The code for a broken Bean Validation constraint, by the simple name of its annotation. */
    static ViolationCode ofConstraint(String annotation) {
        return switch (annotation) {
            case "NotNull", "NotBlank", "NotEmpty" -> REQUIRED;
            case "Size", "CodePointLength", "Utf8Size" -> TOO_LONG;
            case "Min", "Max" -> OUT_OF_RANGE;
            case "Pattern" -> INVALID_CHARACTERS;
            default -> INVALID_VALUE;
        };
    }
}
