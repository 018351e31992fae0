package io.keycloakspa.e2e.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Finds a Chromium or Chrome, or installs one as far as the machine allows, and says what it did: the variable
 * {@code E2E_BROWSER}, the system's browser, Playwright's own download, the Debian package where we are root.
 */
final class BrowserFinder {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge");
    private static final List<Path> USUAL_PLACES = List.of(
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
            Path.of("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"),
            Path.of("/snap/bin/chromium"));
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);

    private BrowserFinder() {}

    /**
     * The program to start.
     *
     * @throws IllegalStateException with a sentence that says what to do
     */
    static Path find() {
        return named().or(BrowserFinder::installed)
                .or(BrowserFinder::downloadedByPlaywright)
                .or(BrowserFinder::debianPackage)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "No Chromium or Chrome was found and none could be installed: install one, or set E2E_BROWSER to its program"));
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getenv("E2E_BROWSER")).map(value -> {
            Path program = Path.of(value);
            if (!Files.isExecutable(program)) {
                throw new IllegalStateException("E2E_BROWSER=" + value + " is no program: correct or unset it");
            }
            return said("E2E_BROWSER names", program);
        });
    }

    private static Optional<Path> installed() {
        Stream<Path> onPath = Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return Stream.concat(onPath, USUAL_PLACES.stream())
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> said("found on this machine:", program));
    }

    /** Runs Playwright's installer in a JVM of its own: its entry point ends the JVM. */
    private static Optional<Path> downloadedByPlaywright() {
        System.out.println("Browser: none found, trying Playwright's own download");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        boolean done = run(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                "com.microsoft.playwright.CLI",
                "install",
                "--with-deps",
                "chromium");
        if (!done) {
            return Optional.empty();
        }
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "ms-playwright");
        try (var files = Files.walk(cache, 3)) {
            return files.filter(file -> file.getFileName().toString().equals("chrome"))
                    .findFirst()
                    .map(program -> said("downloaded by Playwright:", program));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> debianPackage() {
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            return Optional.empty();
        }
        System.out.println("Browser: none found, installing the Debian package chromium");
        boolean done =
                run("apt-get", "update") && run("apt-get", "install", "-y", "--no-install-recommends", "chromium");
        return done ? installed() : Optional.empty();
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(INSTALL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path said(String how, Path program) {
        System.out.println("Browser: " + how + " " + program);
        return program;
    }
}
