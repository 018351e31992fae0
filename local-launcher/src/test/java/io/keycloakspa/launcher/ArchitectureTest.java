package io.keycloakspa.launcher;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "io.keycloakspa.launcher", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.keycloakspa.launcher.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = ArchRuleDefinition.classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith(NullMarked.class);

    @ArchTest
    static final ArchRule noTestLibraryInside = ArchRuleDefinition.noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.assertj..");
}
