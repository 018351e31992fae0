package io.keycloakspa.launcher.keycloak;

import io.keycloakspa.launcher.process.ChildProcess;
import io.keycloakspa.launcher.process.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Keycloak's own archive on disk: checked, unpacked once, and built again only when the jar or an option changed. */
public final class KeycloakDistribution {

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(10);

    private final Path home;

    private KeycloakDistribution(Path home) {
        this.home = home;
    }

    /**
     * Unpacks the archive to {@code folder/keycloak-<version>} unless that was done before.
     *
     * @param sha256 of the archive, in hexadecimal; any other archive is refused
     */
    public static KeycloakDistribution unpackOnce(Path archive, String sha256, String version, Path folder) {
        Path home = folder.resolve("keycloak-" + version);
        if (!Files.isDirectory(home)) {
            verify(archive, sha256);
            unpack(archive, home);
        }
        return new KeycloakDistribution(home);
    }

    private static void verify(Path archive, String sha256) {
        if (!Files.exists(archive)) {
            throw new StartFailure(archive + " is missing: build first, with ./mvnw -Pstart");
        }
        if (!HexFormat.of().formatHex(sha256(archive)).equals(sha256)) {
            throw new StartFailure("The Keycloak archive " + archive
                    + " is damaged or half downloaded: delete it and its original in the local Maven repository"
                    + " (org/keycloak/keycloak-quarkus-dist), then start again");
        }
    }

    private static void unpack(Path archive, Path home) {
        Path part = home.resolveSibling(home.getFileName() + ".part");
        try {
            deleteRecursively(part);
            try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    unpack(zip, entry, part);
                }
            }
            // The name appears only when all is there: a start that was cut off leaves nothing half done.
            Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StartFailure(
                    "Keycloak cannot be unpacked to " + home + " (" + e.getMessage() + "): is the disk full?", e);
        }
    }

    private static void unpack(ZipInputStream zip, ZipEntry entry, Path target) throws IOException {
        Path inside = Path.of(entry.getName());
        if (inside.getNameCount() < 2) {
            return;
        }
        Path file = target.resolve(inside.subpath(1, inside.getNameCount())).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("entry outside of the archive's folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else {
            Files.createDirectories(file.getParent());
            Files.copy(zip, file);
            if (file.toString().endsWith(".sh") && !file.toFile().setExecutable(true)) {
                throw new IOException(file + " cannot be made executable");
            }
        }
    }

    private static void deleteRecursively(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /**
     * Puts the jars in and builds, unless the same was done before.
     *
     * @param started told of the build's process, so that a start that is cut off can end it
     * @return whether a build was needed
     */
    public boolean build(List<Path> jars, Path log, Consumer<ChildProcess> started) throws InterruptedException {
        Path marker = home.resolve("built-with.txt");
        String wanted = fingerprint(jars);
        try {
            if (Files.exists(marker) && Files.readString(marker).equals(wanted)) {
                return false;
            }
            Files.deleteIfExists(marker);
            replaceProviders(jars);
            try (var build =
                    ChildProcess.start("Keycloak's build", command("build", KeycloakNode.BUILD_OPTIONS), jvm(), log)) {
                started.accept(build);
                build.awaitSuccess(BUILD_LIMIT);
            }
            Files.writeString(marker, wanted);
            return true;
        } catch (IOException e) {
            throw new StartFailure(
                    "Keycloak cannot be built in " + home + " (" + e.getMessage() + "): is the disk full?", e);
        }
    }

    private void replaceProviders(List<Path> jars) throws IOException {
        Path providers = home.resolve("providers");
        try (DirectoryStream<Path> old = Files.newDirectoryStream(providers, "*.jar")) {
            for (Path jar : old) {
                Files.delete(jar);
            }
        }
        for (Path jar : jars) {
            Files.copy(jar, providers.resolve(jar.getFileName()));
        }
    }

    private static String fingerprint(List<Path> jars) {
        return jars.stream()
                        .map(jar -> jar.getFileName() + "=" + HexFormat.of().formatHex(sha256(jar)))
                        .collect(Collectors.joining(" "))
                + " " + KeycloakNode.BUILD_OPTIONS;
    }

    private static byte[] sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return digest.digest();
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Writes a file below Keycloak's home folder, where its importer and its policies look for files. */
    public void write(String relative, byte[] content) {
        Path file = home.resolve(relative);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    List<String> command(String verb, List<String> options) {
        var command = new ArrayList<String>();
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        command.add(home.resolve(windows ? "bin/kc.bat" : "bin/kc.sh").toString());
        command.add(verb);
        command.addAll(options);
        return command;
    }

    /** Keycloak's script starts the JVM that runs this launcher, not whatever is first on the path. */
    Map<String, String> jvm() {
        return Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx640m",
                // A quick start matters more here than peak speed.
                "JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
    }
}
