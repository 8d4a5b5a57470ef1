package dev.slipway.templates;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.slipway.testkit.HouseRules;

@AnalyzeClasses(packages = "dev.slipway", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchTests HOUSE_RULES = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule USES_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("dev.slipway.templates..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.slipway.image..", "dev.slipway.builder..", "dev.slipway.cli..")
            .because("texts are filled from their own models, so that every room can use them");
}
