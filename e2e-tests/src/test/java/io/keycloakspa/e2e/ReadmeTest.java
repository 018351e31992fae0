package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The documents")
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");

    static List<Path> documents() throws IOException {
        try (Stream<Path> all =
                Files.find(ROOT, 3, (path, file) -> path.toString().endsWith(".md"))) {
            return all.filter(path -> Stream.of("node_modules", "target", ".local", "dist")
                            .noneMatch(folder -> path.toString().contains("/" + folder + "/")))
                    .map(ROOT::relativize)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    @DisplayName("name only files that exist")
    void linksLeadSomewhere(Path document) throws IOException {
        Path file = ROOT.resolve(document);
        List<String> dead = LINK.matcher(Files.readString(file))
                .results()
                .map((MatchResult link) -> link.group(1).trim())
                .filter(target -> !target.matches("[a-z]+:.*"))
                .filter(target -> !Files.exists(file.resolveSibling(target)))
                .toList();
        assertThat(dead).isEmpty();
    }
}
