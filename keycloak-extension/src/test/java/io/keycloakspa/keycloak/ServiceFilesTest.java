package io.keycloakspa.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.provider.ProviderFactory;

@DisplayName("The files in META-INF/services")
class ServiceFilesTest {

    private static final Path FOLDER = Path.of("src", "main", "resources", "META-INF", "services");

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("name classes that Keycloak can make, each under an id of its own")
    void providersLoadWithUniqueIds(Path file) throws Exception {
        Class<?> service = Class.forName(file.getFileName().toString());
        Set<String> ids = new HashSet<>();
        for (String name : lines(file)) {
            Object provider = Class.forName(name).getConstructor().newInstance();
            assertThat(provider).isInstanceOf(service).isInstanceOf(ProviderFactory.class);
            assertThat(ids.add(((ProviderFactory<?>) provider).getId()))
                    .as(name)
                    .isTrue();
        }
        assertThat(ids).isNotEmpty();
    }

    @Test
    @DisplayName("leave out no provider of ours")
    void everyFactoryIsListed() throws IOException {
        Set<String> listed = new HashSet<>();
        for (Path file : files()) {
            listed.addAll(lines(file));
        }
        Path classes = Path.of("target", "classes");
        try (Stream<Path> files = Files.walk(classes)) {
            List<String> factories = files.map(classes::relativize)
                    .map(Path::toString)
                    .filter(path -> path.endsWith(".class") && !path.endsWith("-info.class"))
                    .map(path ->
                            path.substring(0, path.length() - ".class".length()).replace('/', '.'))
                    .filter(ServiceFilesTest::isFactory)
                    .toList();
            assertThat(factories).containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    private static boolean isFactory(String name) {
        try {
            return ProviderFactory.class.isAssignableFrom(
                    Class.forName(name, false, ServiceFilesTest.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.toList();
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }
}
