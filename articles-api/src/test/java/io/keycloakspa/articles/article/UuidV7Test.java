package io.keycloakspa.articles.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An id")
class UuidV7Test {

    private static final Instant TIME = Instant.parse("2022-02-22T19:22:22.000Z");

    @Test
    @DisplayName("has the version, the variant and the time of RFC 9562, appendix A.6")
    void layout() {
        UUID id = UuidV7.at(TIME);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.toString()).startsWith("017f22e2-79b0-7000-");
    }

    @Test
    @DisplayName("sorts as text and as bytes by the microsecond it was made")
    void order() {
        List<String> ids = LongStream.range(0, 2_500)
                .mapToObj(micros -> UuidV7.at(TIME.plusNanos(micros * 1_000)).toString())
                .toList();

        assertThat(ids).isSortedAccordingTo(Comparator.naturalOrder()).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("of the same moment is another one")
    void chance() {
        assertThat(UuidV7.at(TIME)).isNotEqualTo(UuidV7.at(TIME));
    }
}
