package io.keycloakspa.launcher.process;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;

/** One line per finished step: seconds since the start, what was done, and how long that took. */
public final class Progress {

    private final PrintStream out;
    private final long startedAt;

    /**
     * Counts from a given moment.
     *
     * @param startedAt the {@link System#nanoTime()} that counts as second zero
     */
    public Progress(PrintStream out, long startedAt) {
        this.out = out;
        this.startedAt = startedAt;
    }

    public void say(String line) {
        out.printf(Locale.ROOT, "[%6.1f s] %s%n", seconds(startedAt), line);
    }

    /** Runs the step and reports it once it is done; a step that fails reports itself by its exception. */
    public <T> T step(String done, Callable<T> step) throws Exception {
        long begun = System.nanoTime();
        T result = step.call();
        say(String.format(Locale.ROOT, "%s (%.1f s)", done, seconds(begun)));
        return result;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
