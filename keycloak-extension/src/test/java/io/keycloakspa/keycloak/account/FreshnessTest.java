package io.keycloakspa.keycloak.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A sign-in is fresh (C-54)")
class FreshnessTest {

    private static final long NOW = 1_800_000_000;

    @ParameterizedTest
    @CsvSource({"0, true", "299, true", "300, true", "301, false", "86400, false"})
    @DisplayName("for five minutes")
    void age(long seconds, boolean fresh) {
        assertThat(Freshness.isFresh(NOW - seconds, NOW)).isEqualTo(fresh);
    }

    @Test
    @DisplayName("only if the token says when it was")
    void unknown() {
        assertThat(Freshness.isFresh(null, NOW)).isFalse();
        assertThat(Freshness.isFresh(0L, NOW)).isFalse();
    }
}
