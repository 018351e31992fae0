package io.keycloakspa.keycloak.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.FieldError;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.validate.ValidationError;

@DisplayName("What a user profile says")
class ProfileErrorsTest {

    private final ProfileErrors errors = new ProfileErrors();

    @ParameterizedTest
    @CsvSource({
        "username, usernameExistsMessage, /username, username_taken",
        "email, emailExistsMessage, /email, email_taken",
        "member, loginIdentifierTaken, /attributes/member, invalid",
        "username, missingUsernameMessage, /username, required",
        "email, missingEmailMessage, /email, required",
        "firstName, error-user-attribute-required, /attributes/firstName, required",
        "firstName, error-invalid-length, /attributes/firstName, wrong_length",
        "username, loginIdentifierNameLength, /username, wrong_length",
        "username, loginIdentifierContainsAt, /username, invalid",
        "email, error-invalid-email, /email, invalid",
        "city, somebodys-own-message, /attributes/city, invalid",
        "a/b~c, error-pattern-no-match, /attributes/a~1b~0c, invalid"
    })
    @DisplayName("has our codes, and its own text")
    void codes(String attribute, String message, String pointer, String code) {
        errors.accept(new ValidationError("validator", attribute, message, 3, 32));
        assertThat(errors.list())
                .containsExactly(new FieldError(pointer, code, null, message, List.of(attribute, 3, 32)));
    }

    @Test
    @DisplayName("is told once for each field: what came first")
    void oncePerField() {
        errors.accept(new ValidationError("a", "username", "missingUsernameMessage"));
        errors.accept(new ValidationError("b", "username", "usernameExistsMessage"));
        errors.accept(new ValidationError("c", "city", "error-pattern-no-match"));
        assertThat(errors.list())
                .extracting(FieldError::pointer, FieldError::code)
                .containsExactly(tuple("/username", "required"), tuple("/attributes/city", "invalid"));
        assertThat(errors.has(FieldCode.REQUIRED)).isTrue();
        assertThat(errors.has(FieldCode.USERNAME_TAKEN)).isFalse();
    }

    @Test
    @DisplayName("may be told beside each broken rule of a password")
    void rules() {
        errors.addRule(new FieldError("/password", "length_min", 15, "m", List.of()));
        errors.addRule(new FieldError("/password", "not_common", null, "m", List.of()));
        assertThat(errors.list()).extracting(FieldError::code).containsExactly("length_min", "not_common");
    }

    @Test
    @DisplayName("comes back with the name of an attribute cut, between characters")
    void longName() {
        String emoji = "\uD83D\uDE00";
        errors.addAttribute("n".repeat(63) + emoji.repeat(9), FieldCode.NOT_EXPECTED);
        assertThat(errors.list())
                .extracting(FieldError::pointer)
                .containsExactly("/attributes/" + "n".repeat(63) + emoji);
    }
}
