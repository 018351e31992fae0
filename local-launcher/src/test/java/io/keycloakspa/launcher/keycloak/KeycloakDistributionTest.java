package io.keycloakspa.launcher.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycloakspa.launcher.process.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Keycloak's archive")
class KeycloakDistributionTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("is unpacked once, its scripts executable")
    void unpacks() throws Exception {
        Path archive = archive("keycloak-1.2.3/bin/kc.sh");
        KeycloakDistribution.unpackOnce(archive, sha256(archive), "1.2.3", folder);
        Path script = folder.resolve("keycloak-1.2.3/bin/kc.sh");
        assertThat(script).exists().isExecutable();

        Files.delete(archive);
        KeycloakDistribution.unpackOnce(archive, "not asked for again", "1.2.3", folder);
        assertThat(script).exists();
    }

    @Test
    @DisplayName("that was half downloaded is refused, and nothing is unpacked")
    void halfDownloadedArchive() throws Exception {
        Path archive = archive("keycloak-1.2.3/bin/kc.sh");
        String whole = sha256(archive);
        byte[] bytes = Files.readAllBytes(archive);
        Files.write(archive, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> KeycloakDistribution.unpackOnce(archive, whole, "1.2.3", folder))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("half downloaded")
                .hasMessageContaining("delete");
        assertThat(folder.resolve("keycloak-1.2.3")).doesNotExist();
    }

    @Test
    @DisplayName("with an entry that climbs out of its folder is refused")
    void entryClimbsOutOfTheFolder() throws Exception {
        Path archive = archive("keycloak-1.2.3/../../climbed.txt");
        assertThatThrownBy(() -> KeycloakDistribution.unpackOnce(archive, sha256(archive), "1.2.3", folder))
                .isInstanceOf(StartFailure.class);
        assertThat(folder.resolve("climbed.txt")).doesNotExist();
        assertThat(folder.resolve("keycloak-1.2.3")).doesNotExist();
    }

    private Path archive(String entry) throws IOException {
        Path archive = folder.resolve("keycloak.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("keycloak-1.2.3/"));
            zip.putNextEntry(new ZipEntry(entry));
            zip.write("#!/bin/sh\n".repeat(100).getBytes(StandardCharsets.UTF_8));
        }
        return archive;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
