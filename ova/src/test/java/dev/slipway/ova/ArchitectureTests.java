package dev.slipway.ova;

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
            .resideInAPackage("dev.slipway.ova..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.slipway.cli..", "dev.slipway.maven..", "dev.slipway.pxe..")
            .because("front doors parse and print; behaviour sits behind them and does not know them");

    @ArchTest
    static final ArchRule BUILDER_KNOWS_NO_OVA = noClasses()
            .that()
            .resideInAPackage("dev.slipway.builder..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.slipway.ova..")
            .because("appliances are made of what the builder makes, never the other way round");

    @ArchTest
    static final ArchRule FORMATS_STAND_ALONE = noClasses()
            .that()
            .resideInAnyPackage("dev.slipway.ova.vmdk..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.slipway.builder..", "dev.slipway.machine..", "dev.slipway.templates..")
            .because("a format is read and written by its specification, whatever it is used for");
}
