package io.keycloakspa.e2e.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycloakspa.e2e.environment.Target.Kind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

@DisplayName("The target of the tests")
class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "local, LOCAL",
        "containers, CONTAINERS",
        "https://blog.example.org, DEPLOYED",
        "https://blog.localhost:8443, DEPLOYED",
        "http://127.0.0.1:8080, DEPLOYED"
    })
    @DisplayName("is one of three kinds")
    void kinds(String asked, Kind kind) {
        assertThat(Target.of(asked).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "container", "Local", "blog.example.org", "https://blog.example.org/", "https://a@b"})
    @DisplayName("is refused with what to give instead")
    void refused(String asked) {
        assertThatThrownBy(() -> Target.of(asked)).hasMessageContaining("give local, containers, or the origin");
    }

    @Test
    @DisplayName("starts servers of its own only if the tests start the others")
    void servers() {
        assertThat(Target.of("local").keycloak()).isEmpty();
        assertThat(Target.of("containers").keycloak()).isPresent();
        assertThatThrownBy(() -> Target.of("https://blog.example.org").keycloak())
                .isInstanceOf(TestAbortedException.class)
                .hasMessage(Need.SERVERS.reason());
    }
}
