package io.keycloakspa.keycloak.spa.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The problem codes")
class ProblemCodeTest {

    @Test
    @DisplayName("are exactly these, with these statuses: clients rely on them")
    void closedList() {
        assertThat(ProblemCode.values())
                .extracting(code -> code.status() + " " + code.code())
                .containsExactlyInAnyOrder(
                        "400 invalid_request",
                        "400 validation_failed",
                        "400 unknown_client",
                        "400 invalid_link",
                        "400 expired_link",
                        "400 already_confirmed",
                        "400 invalid_code",
                        "400 password_required",
                        "400 wrong_password",
                        "401 authentication_required",
                        "401 invalid_token",
                        "401 insufficient_user_authentication",
                        "403 insufficient_scope",
                        "403 username_change_disabled",
                        "403 email_change_disabled",
                        "403 account_deletion_disabled",
                        "403 origin_not_allowed",
                        "403 flow_required",
                        "403 password_reset_disabled",
                        "403 registration_disabled",
                        "404 not_found",
                        "405 method_not_allowed",
                        "406 not_acceptable",
                        "409 email_taken",
                        "413 content_too_large",
                        "415 unsupported_media_type",
                        "429 rate_limited",
                        "500 internal_error");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("are told in every member of the document")
    void document(ProblemCode code) {
        Problem problem = Problem.of(code, "Why.", List.of());
        assertThat(problem)
                .isEqualTo(new Problem("about:blank", code.title(), code.status(), "Why.", code.code(), null));
        assertThat(problem.title()).isNotBlank();
    }

    @Test
    @DisplayName("end a request without the cost of a stack trace")
    void exceptionHasNoStackTrace() {
        assertThat(new ProblemException(ProblemCode.NOT_FOUND).getStackTrace()).isEmpty();
    }
}
