package io.keycloakspa.keycloak.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A device in the list of sessions (C-53)")
class SessionDescriptionsTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Firefox/142.0, -, Firefox 142.0",
                "Windows, 10, Windows 10",
                "Mac OS X, Unknown, Mac OS X",
                "Linux, '', Linux",
                "iPhone, -, iPhone",
                "Other/Unknown, -, -",
                "Other, 5, -",
                "unknown, -, -",
                "'', -, -",
                "-, 10, -"
            })
    @DisplayName("is called by what is known of it, and by nothing where nothing is")
    void names(String name, String version, String shown) {
        assertThat(SessionDescriptions.versioned(name, version)).isEqualTo(shown);
    }
}
