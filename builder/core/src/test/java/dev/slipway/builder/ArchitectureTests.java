package dev.slipway.builder;

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
    static final ArchRule KNOWS_NO_FRONT_DOOR = noClasses()
            .that()
            .resideInAPackage("dev.slipway.builder..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.slipway.cli..", "dev.slipway.maven..")
            .because("front doors parse and print; behaviour sits behind them and does not know them");
}
