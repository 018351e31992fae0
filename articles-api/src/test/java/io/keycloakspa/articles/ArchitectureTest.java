package io.keycloakspa.articles;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.data.repository.Repository;
import org.springframework.web.bind.annotation.RestController;

@DisplayName("The layout")
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // Generated while the jar is made.
            .withImportOption(location -> !location.contains("__"))
            .importPackages("io.keycloakspa.articles");

    @Test
    @DisplayName("has no package cycles")
    void noCycles() {
        slices().matching("io.keycloakspa.articles.(*)..")
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    @Test
    @DisplayName("has nullness marked in every package")
    void nullMarked() {
        assertThat(MAIN.stream().map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.isAnnotatedWith(NullMarked.class))
                        .as(found.getName())
                        .isTrue());
    }

    @Test
    @DisplayName("keeps controllers, services and repositories inside their feature")
    void featuresAreClosed() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .or()
                .areAnnotatedWith(org.springframework.stereotype.Service.class)
                .or()
                .areAssignableTo(Repository.class)
                .should()
                .bePackagePrivate()
                .check(MAIN);
    }

    @Test
    @DisplayName("lets only the security package see tokens")
    void onlySecuritySeesTokens() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..security..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.security.oauth2..", "com.nimbusds..")
                .check(MAIN);
    }
}
