package io.keycloakspa.launcher;

import io.keycloakspa.launcher.process.LeftBehind;
import io.keycloakspa.launcher.process.StartFailure;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a start keeps: the database, the unpacked Keycloak, logs, and secrets made for this folder alone. Held by one
 * launcher at a time.
 */
final class DataFolder implements AutoCloseable {

    private static final long NEEDED_BYTES = 1_500L * 1024 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    private DataFolder(Path folder, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** @throws StartFailure if another launcher holds the folder */
    static DataFolder open(Path folder) {
        try {
            Files.createDirectories(folder.resolve("logs"));
            FileChannel file =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(file);
            if (lock == null) {
                file.close();
                throw new StartFailure("It is already running on " + folder
                        + ": use that one (its first lines named the URLs), or stop it with Ctrl-C and start again");
            }
            return new DataFolder(folder, file, lock);
        } catch (IOException e) {
            throw new StartFailure("The data folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held within this very JVM.
            return null;
        }
    }

    /** @throws StartFailure if a fresh start would fill the disk */
    void requireSpace() {
        requireSpace(NEEDED_BYTES);
    }

    void requireSpace(long needed) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (!Files.exists(madeFor()) && free < needed) {
                throw new StartFailure("The disk of %s has %d MB free and a first start needs %d MB: make room"
                        .formatted(folder, free >> 20, needed >> 20));
            }
        } catch (IOException e) {
            throw new StartFailure("The disk of " + folder + " does not tell its free space: " + e.getMessage(), e);
        }
    }

    /**
     * Compares with what the data was made for: a database of another version, or a realm imported for other addresses,
     * would fail later and say less. A folder without data fits everything.
     */
    void requireMadeFor(Properties wanted) {
        if (!Files.exists(madeFor())) {
            return;
        }
        Properties found = read(madeFor());
        for (String key : wanted.stringPropertyNames()) {
            if (!wanted.getProperty(key).equals(found.getProperty(key))) {
                throw new StartFailure(
                        "The data in %s was made for %s %s, and this start has %s: start with the former, or move the folder away (or delete it) to begin with fresh data"
                                .formatted(
                                        folder,
                                        key,
                                        found.getProperty(key, "of an unknown form"),
                                        wanted.getProperty(key)));
            }
        }
    }

    /** Remembers what the data is made for, once it is made. */
    void claim(Properties madeFor) {
        if (!Files.exists(madeFor())) {
            write(madeFor(), madeFor);
        }
    }

    /** Deletes the data, not the unpacked Keycloak. */
    void empty() {
        try {
            Files.deleteIfExists(madeFor());
            Path database = folder.resolve("postgres/data");
            if (Files.exists(database)) {
                try (var paths = Files.walk(database)) {
                    for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        } catch (IOException e) {
            throw new StartFailure("The data in " + folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** A secret of this folder: made at its first use, the same at every later start, readable by its owner only. */
    synchronized String secret(String name) {
        Path file = folder.resolve("secrets.properties");
        Properties secrets = Files.exists(file) ? read(file) : new Properties();
        String known = secrets.getProperty(name);
        if (known != null) {
            return known;
        }
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        String made = HexFormat.of().formatHex(bits);
        secrets.setProperty(name, made);
        write(file, secrets);
        return made;
    }

    /** A copy to run from: a build beside a running server replaces the original. */
    Path copy(Path file) {
        Path copy = folder.resolve(file.getFileName().toString());
        try {
            return Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartFailure(
                    file + " cannot be copied to " + folder + " (" + e.getMessage()
                            + "): build first, with ./mvnw -Pstart, and see that the disk is not full",
                    e);
        }
    }

    LeftBehind leftBehind() {
        return new LeftBehind(folder.resolve("processes.txt"));
    }

    Path path() {
        return folder;
    }

    Path log(String name) {
        return folder.resolve("logs").resolve(name + ".log");
    }

    private Path madeFor() {
        return folder.resolve("made-for.properties");
    }

    private static Properties read(Path file) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
            return properties;
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void write(Path file, Properties properties) {
        try {
            var text = new StringWriter();
            properties.store(text, null);
            OwnerOnlyFile.write(file, text.toString());
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }
}
