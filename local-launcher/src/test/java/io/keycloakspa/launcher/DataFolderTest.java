package io.keycloakspa.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycloakspa.launcher.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The data folder")
class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("serves one launcher at a time and says so")
    void secondStartAtOnce() throws IOException {
        try (DataFolder first = DataFolder.open(folder)) {
            assertThatThrownBy(() -> DataFolder.open(folder))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("already running")
                    .hasMessageContaining(first.path().toString());
        }
        DataFolder.open(folder).close();
    }

    @Test
    @DisplayName("of another version is refused with a way out, and left as it was")
    void dataOfAnotherVersion() throws IOException {
        try (DataFolder data = DataFolder.open(folder)) {
            data.requireMadeFor(version("26.7.4"));
            data.claim(version("26.6.0"));
            assertThatThrownBy(() -> data.requireMadeFor(version("26.7.4")))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("Keycloak 26.6.0")
                    .hasMessageContaining("26.7.4")
                    .hasMessageContaining("delete");
            data.requireMadeFor(version("26.6.0"));
        }
    }

    @Test
    @DisplayName("can be emptied for tests, and fits everything again")
    void emptied() throws IOException {
        try (DataFolder data = DataFolder.open(folder)) {
            data.claim(version("26.6.0"));
            Files.createDirectories(folder.resolve("postgres/data/base"));
            data.empty();
            data.requireMadeFor(version("26.7.4"));
            assertThat(folder.resolve("postgres/data")).doesNotExist();
        }
    }

    @Test
    @DisplayName("on a full disk is refused with the numbers, before anything is written")
    void fullDisk() throws IOException {
        try (DataFolder data = DataFolder.open(folder)) {
            assertThatThrownBy(() -> data.requireSpace(Long.MAX_VALUE))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("MB free")
                    .hasMessageContaining("make room");
            data.requireSpace(1);
        }
    }

    @Test
    @DisplayName("keeps a secret, the same at every start, readable by its owner only")
    void secretsAreKept() throws IOException {
        String made;
        try (DataFolder data = DataFolder.open(folder)) {
            made = data.secret("admin");
            assertThat(made).matches("[0-9a-f]{32}").isNotEqualTo(data.secret("other"));
        }
        try (DataFolder data = DataFolder.open(folder)) {
            assertThat(data.secret("admin")).isEqualTo(made);
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("secrets.properties")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private static Properties version(String keycloak) {
        var properties = new Properties();
        properties.setProperty("Keycloak", keycloak);
        return properties;
    }
}
