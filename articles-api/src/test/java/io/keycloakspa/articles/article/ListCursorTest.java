package io.keycloakspa.articles.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycloakspa.articles.error.ProblemCode;
import io.keycloakspa.articles.error.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A cursor")
class ListCursorTest {

    @Test
    @DisplayName("comes back as the id it was made of")
    void roundTrip() {
        UUID id = UuidV7.at(Instant.parse("2026-03-01T12:00:00Z"));

        assertThat(ListCursor.decode(ListCursor.encode(id))).isEqualTo(id);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @DisplayName("that this API never gave out is refused")
    @ValueSource(
            strings = {
                "",
                "x",
                "not base64!",
                "AZmZmZmZ",
                "AAAAAAAAAAAAAAAAAAAAAA",
                "_____________________w",
                "AZynhQQAcACAAAAAAAAAAAAAAA",
                "AZynhQQAcACAAAAAAAAAAB",
                "AZynhQQAcACAAAAAAAAAAA==",
                "' or 1=1 --",
            })
    void refused(String cursor) {
        assertThatThrownBy(() -> ListCursor.decode(cursor))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .extracting(ProblemException::code)
                .isEqualTo(ProblemCode.INVALID_CURSOR);
    }
}
