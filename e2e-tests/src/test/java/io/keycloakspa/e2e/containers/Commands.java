package io.keycloakspa.e2e.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of this machine, in the project's folder. */
public final class Commands {

    /** Images are built and three JVMs started in the longest of them, perhaps on a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(25);

    static final Path ROOT =
            Path.of(System.getProperty("project.root", "..")).toAbsolutePath().normalize();

    private Commands() {}

    /**
     * What a program did.
     *
     * @param status with which it ended
     * @param output of both kinds, as it came
     */
    public record Outcome(int status, String output) {

        /** The output of a program that has to succeed. */
        public String succeeded() {
            if (status != 0) {
                throw new IllegalStateException("status " + status + ":\n" + output);
            }
            return output;
        }
    }

    static Outcome run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("command", ".out");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "no end after " + LIMIT + ": " + String.join(" ", command) + "\n" + Files.readString(output));
            }
            return new Outcome(process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
