package io.keycloakspa.articles.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keycloakspa.articles.error.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("If-Match against the current tag \"3\"")
class IfMatchTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            quoteCharacter = '\'',
            nullValues = "absent",
            value = {
                "'\"3\"', passes",
                "'\"1\", \"3\"', passes",
                "*, passes",
                "absent, precondition_required",
                "'\"2\"', precondition_failed",
                "'W/\"3\"', precondition_failed",
                "3, invalid_header",
                "'', invalid_header",
                "'\"3', invalid_header",
            })
    void outcome(@Nullable String header, String outcome) {
        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> IfMatch.check(IfMatch.parse(header), "\"3\""));

        assertThat(refusal == null ? "passes" : refusal.code().code()).isEqualTo(outcome);
    }
}
