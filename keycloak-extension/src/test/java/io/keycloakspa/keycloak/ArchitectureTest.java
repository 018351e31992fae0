package io.keycloakspa.keycloak;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The extension's structure")
class ArchitectureTest {

    private static final String ROOT = "io.keycloakspa.keycloak";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** What Keycloak may change in any release: these jars hold its internal classes and SPIs. */
    private static final Pattern INTERNAL_JAR = Pattern.compile("keycloak-(services|server-spi-private|model-jpa)-\\d");

    private static final Path INTERNALS_PAGE = Path.of("..", "docs", "keycloak-internals.md");

    @Test
    @DisplayName("has no cycle between packages")
    void packagesAreFreeOfCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    @DisplayName("marks every package as null-safe")
    void everyPackageIsNullMarked() {
        Set<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
                .map(javaPackage -> javaPackage.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unmarked).isEmpty();
    }

    @Test
    @DisplayName("touches internal classes of Keycloak only where docs/keycloak-internals.md says so")
    void internalClassesAreListed() throws IOException {
        assertThat(usesOfInternalClasses()).isEqualTo(listedUses());
    }

    @Test
    @DisplayName("keeps cookies out of reach of the JSON API")
    void noMethodAsksForCookies() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(ROOT + ".spa..")
                .should()
                .notHaveRawReturnType(jakarta.ws.rs.core.Cookie.class)
                .check(CLASSES);
        assertThat(CLASSES.stream()
                        .flatMap(javaClass -> javaClass.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTarget().getName().contains("Cookie"))
                        .map(Object::toString))
                .isEmpty();
    }

    /** Each line: our class, a blank, the internal class, both without their common prefixes. */
    private static Set<String> usesOfInternalClasses() {
        return CLASSES.stream()
                .flatMap(javaClass -> javaClass.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isInternal(dependency.getTargetClass().getBaseComponentType()))
                .map(dependency -> ours(dependency.getOriginClass()) + " "
                        + dependency.getTargetClass().getBaseComponentType().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String ours(JavaClass javaClass) {
        String name = javaClass.getName().substring(ROOT.length() + 1);
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static boolean isInternal(JavaClass javaClass) {
        if (!javaClass.getName().startsWith("org.keycloak.")) {
            return false;
        }
        try {
            CodeSource source = Class.forName(javaClass.getName(), false, ArchitectureTest.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            return INTERNAL_JAR.matcher(source.getLocation().getPath()).find();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads the rows {@code | `our class` | `internal class` | why |}. */
    private static Set<String> listedUses() throws IOException {
        Matcher row = Pattern.compile("^\\| `([\\w.]+)` \\| `([\\w.$]+)` \\| \\S.* \\|$", Pattern.MULTILINE)
                .matcher(Files.readString(INTERNALS_PAGE));
        Set<String> uses = new TreeSet<>();
        while (row.find()) {
            uses.add(row.group(1) + " " + row.group(2));
        }
        return uses;
    }
}
