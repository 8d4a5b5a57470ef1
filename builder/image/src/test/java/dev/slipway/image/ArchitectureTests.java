package dev.slipway.image;

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
    static final ArchRule KNOWS_NOTHING_OF_INSTALLERS = noClasses()
            .that()
            .resideInAPackage("dev.slipway.image..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.slipway.builder..", "dev.slipway.templates..", "dev.slipway.cli..")
            .because("the image library must stay usable on its own");
}
