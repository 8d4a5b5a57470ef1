package dev.slipway.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

/// Of machines too: their own tests lie below the rules of the house, which come with the testkit.
@AnalyzeClasses(
        packages = {"dev.slipway.testkit", "dev.slipway.machine"},
        importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule MACHINES_USE_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("dev.slipway.machine..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.slipway..").and(resideOutsideOfPackage("dev.slipway.machine..")))
            .because("tests boot with them what our own writers made, and must not lean on what they judge");
}
