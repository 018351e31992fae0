package io.keycloakspa.launcher.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Remembers the processes of a run in a file, so that the next start can end what a killed launcher left behind. A
 * process counts as ours only if its start time matches too: the system hands out process ids again.
 */
public final class LeftBehind {

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    private final Path file;

    /** Keeps its records in the given file. */
    public LeftBehind(Path file) {
        this.file = file;
    }

    public synchronized void remember(ProcessHandle process) {
        process.info().startInstant().ifPresent(startedAt -> append(process.pid() + " " + startedAt));
    }

    private void append(String line) {
        try {
            Files.writeString(
                    file,
                    line + System.lineSeparator(),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Ends what is still running and forgets all. @return how many processes had to be ended */
    public synchronized long endAll() {
        List<ProcessHandle> alive = lines().stream()
                .map(line -> line.split(" ", -1))
                .filter(parts -> parts.length == 2)
                .flatMap(parts -> ProcessHandle.of(Long.parseLong(parts[0])).stream()
                        .filter(process -> isSame(process, Instant.parse(parts[1]))))
                .toList();
        // In reverse order of their start, so that a database outlives its users.
        for (int i = alive.size() - 1; i >= 0; i--) {
            ChildProcess.end(alive.get(i), GRACE);
        }
        forget();
        return alive.size();
    }

    public synchronized void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Start times are derived from the time of boot, which corrections of the clock move by a little. */
    public static boolean isSame(ProcessHandle process, Instant startedAt) {
        return process.info()
                .startInstant()
                .map(instant -> Duration.between(instant, startedAt).abs().compareTo(TOLERANCE) <= 0)
                .orElse(false);
    }
}
