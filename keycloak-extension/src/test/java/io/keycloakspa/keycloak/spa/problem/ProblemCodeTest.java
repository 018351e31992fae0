package io.keycloakspa.keycloak.spa.problem;

import static org.assertj.core.api.Assertions.assertThat;

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
                .containsExactly(
                        "400 unknown_client",
                        "403 origin_not_allowed",
                        "404 not_found",
                        "405 method_not_allowed",
                        "406 not_acceptable",
                        "500 internal_error");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("are told in every member of the document")
    void document(ProblemCode code) {
        Problem problem = Problem.of(code, "Why.");
        assertThat(problem).isEqualTo(new Problem("about:blank", code.title(), code.status(), "Why.", code.code()));
        assertThat(problem.title()).isNotBlank();
    }

    @Test
    @DisplayName("end a request without the cost of a stack trace")
    void exceptionHasNoStackTrace() {
        assertThat(new ProblemException(ProblemCode.NOT_FOUND).getStackTrace()).isEmpty();
    }
}
