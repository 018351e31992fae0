package io.keycloakspa.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Processes that a killed launcher left behind")
class LeftBehindTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("are ended by the next start")
    void endsWhatIsLeft() {
        var process = sleeper();
        new LeftBehind(records()).remember(process.handle());
        assertThat(new LeftBehind(records()).endAll()).isOne();
        assertThat(process.isAlive()).isFalse();
        assertThat(new LeftBehind(records()).endAll()).isZero();
    }

    @Test
    @DisplayName("are not mistaken for a stranger that got the same process id")
    void strangerWithTheSameId() throws Exception {
        try (var stranger = sleeper()) {
            Files.writeString(records(), stranger.handle().pid() + " 2001-01-01T00:00:00Z\n");
            assertThat(new LeftBehind(records()).endAll()).isZero();
            assertThat(stranger.isAlive()).isTrue();
        }
    }

    private Path records() {
        return folder.resolve("processes.txt");
    }

    private ChildProcess sleeper() {
        return ChildProcess.start("A sleeper", List.of("sleep", "600"), Map.of(), folder.resolve("sleeper.log"));
    }
}
