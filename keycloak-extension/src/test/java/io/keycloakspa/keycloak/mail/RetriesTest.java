package io.keycloakspa.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The retries of a mail")
class RetriesTest {

    private final Retries retries = new Retries();

    @Test
    @DisplayName("begin after 5 seconds, slow down to one a minute, and end after 15 minutes in all (C-18)")
    void delays() {
        List<Duration> delays = all();
        assertThat(delays)
                .startsWith(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(60))
                .allMatch(delay -> delay.compareTo(Duration.ofMinutes(1)) <= 0 && !delay.isZero());
        assertThat(delays.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    @DisplayName("count the attempts that failed, and stay at their end")
    void attempts() {
        assertThat(retries.attempts()).isZero();
        int delays = all().size();
        assertThat(retries.attempts()).isEqualTo(delays + 1);
        assertThat(retries.next()).isEmpty();
    }

    private List<Duration> all() {
        List<Duration> delays = new ArrayList<>();
        for (Optional<Duration> next = retries.next(); next.isPresent(); next = retries.next()) {
            delays.add(next.get());
        }
        return delays;
    }
}
