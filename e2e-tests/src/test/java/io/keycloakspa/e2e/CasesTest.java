package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The cases in docs/cases.md")
class CasesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/cases.md");
    private static final Pattern PROMISE = Pattern.compile("^- \\*\\*(C-\\d\\d)\\*\\* \\S.{20,}", Pattern.MULTILINE);
    private static final Pattern CASE = Pattern.compile("\\bC-\\d+\\b");
    private static final Pattern TEST = Pattern.compile(".*(Test|IT)\\.java|.*\\.spec\\.(ts|mjs)");
    private static final Set<String> NOT_OURS = Set.of("node_modules", "target", "dist", ".git", ".local", ".angular");

    @Test
    @DisplayName("stand there once each, in order")
    void listed() throws IOException {
        assertThat(promises()).isNotEmpty().doesNotHaveDuplicates().isSorted();
    }

    @Test
    @DisplayName("are each cited by a test")
    void cited() throws IOException {
        Map<String, Set<Path>> citing = new TreeMap<>();
        promises().forEach(id -> citing.put(id, new TreeSet<>()));
        for (Path test : files(TEST)) {
            for (String id : ids(test)) {
                Set<Path> tests = citing.get(id);
                if (tests != null) {
                    tests.add(ROOT.relativize(test));
                }
            }
        }
        assertThat(citing)
                .allSatisfy((id, tests) ->
                        assertThat(tests).as("tests that cite " + id).isNotEmpty());
    }

    @Test
    @DisplayName("are all that tests, sources and pages cite")
    void known() throws IOException {
        Set<String> promises = new TreeSet<>(promises());
        for (Path file : files(Pattern.compile(".*\\.(java|ts|mjs|md)"))) {
            assertThat(promises).as(ROOT.relativize(file).toString()).containsAll(ids(file));
        }
    }

    private static List<String> promises() throws IOException {
        return PROMISE.matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static Set<String> ids(Path file) throws IOException {
        Set<String> ids = new TreeSet<>();
        CASE.matcher(Files.readString(file)).results().map(MatchResult::group).forEach(ids::add);
        return ids;
    }

    private static List<Path> files(Pattern name) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (name.matcher(file.getFileName().toString()).matches()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(files).isNotEmpty();
        return files;
    }
}
