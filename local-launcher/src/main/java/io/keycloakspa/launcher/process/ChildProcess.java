package io.keycloakspa.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server of ours in a process of its own, its output in a file. Stopping asks first and kills after a while. */
public final class ChildProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int LAST_WORDS = 12;

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts the command with the given variables added to this process's environment. */
    public static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.getParent());
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new StartFailure(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** Waits for a command that ends by itself, such as a build step. */
    public void awaitSuccess(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new StartFailure(name + " took longer than " + limit.toSeconds() + " s; its log is " + log);
        }
        if (process.exitValue() != 0) {
            throw died();
        }
    }

    public String name() {
        return name;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** The failure to throw when the process has ended although it should serve: its last words and where the rest is. */
    public StartFailure died() {
        return new StartFailure("%s ended with exit code %d; its log is %s and ends:%n%s"
                .formatted(name, process.exitValue(), log, lastWords()));
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(
                    System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            return "(no log)";
        }
    }

    @Override
    public void close() {
        end(process.toHandle(), GRACE);
    }

    /** Asks the process and what it started to end, waits, and kills what is still there. */
    public static void end(ProcessHandle handle, Duration grace) {
        List<ProcessHandle> family = new ArrayList<>(handle.descendants().toList());
        handle.destroy();
        family.add(handle);
        try {
            for (ProcessHandle each : family) {
                each.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Falls through to the kill below.
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
