package dev.slipway.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.slipway.testkit.HouseRules;

@AnalyzeClasses(packages = "dev.slipway.maven", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule NEVER_LOADS_THE_ENGINE = noClasses()
            .that()
            .resideInAPackage("dev.slipway.maven..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.slipway.image..",
                    "dev.slipway.machine..",
                    "dev.slipway.templates..",
                    "dev.slipway.builder..",
                    "dev.slipway.ova..")
            .because("their classes are for a newer Java than the one that Maven may run on");
}
