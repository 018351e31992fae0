package io.keycloakspa.keycloak.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a page is told")
class LinkContextTest {

    @Test
    @DisplayName("is one thing, and the state where there is one (C-20, C-22)")
    void context() {
        assertThat(LinkContext.token("t", Optional.of("/articles/1")))
                .containsExactly(Map.entry("token", "t"), Map.entry("state", "/articles/1"));
        assertThat(LinkContext.token("t", Optional.empty())).containsExactly(Map.entry("token", "t"));
        assertThat(LinkContext.status("confirmed", Optional.empty())).containsExactly(Map.entry("status", "confirmed"));
        assertThat(LinkContext.error("expired_link", Optional.of(Purpose.RESET), Optional.of("")))
                .containsExactly(
                        Map.entry("error", "expired_link"), Map.entry("state", ""), Map.entry("purpose", "reset"));
        assertThat(LinkContext.error("invalid_link", Optional.empty(), Optional.empty()))
                .containsExactly(Map.entry("error", "invalid_link"));
    }

    @ParameterizedTest
    @CsvSource({
        "alice@example.org, a•••@example.org",
        "a@example.org, a•••@example.org",
        "'\"a@b\"@example.org', '\"•••@example.org'",
        "\uD83D\uDE00smile@example.org, \uD83D\uDE00•••@example.org",
        "@example.org,",
        "no address,",
        "'',",
        ","
    })
    @DisplayName("about an address is its first character and its domain, whatever its length")
    void maskedAddress(@Nullable String address, @Nullable String masked) {
        assertThat(MaskedAddress.of(address)).isEqualTo(masked);
    }
}
