package dev.slipway.pxe;

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
            .resideInAPackage("dev.slipway.pxe..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.slipway.cli..", "dev.slipway.maven..", "dev.slipway.ova..")
            .because("front doors parse and print; behaviour sits behind them and does not know them");

    @ArchTest
    static final ArchRule BUILDER_KNOWS_NO_BOOT_SERVER = noClasses()
            .that()
            .resideInAPackage("dev.slipway.builder..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.slipway.pxe..")
            .because("the boot server serves what the builder makes, never the other way round");

    @ArchTest
    static final ArchRule PROTOCOLS_STAND_ALONE = noClasses()
            .that()
            .resideInAnyPackage("dev.slipway.pxe.dhcp..", "dev.slipway.pxe.tftp..", "dev.slipway.pxe.socket..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.slipway.pxe.boot..",
                    "dev.slipway.pxe.configuration..",
                    "dev.slipway.pxe.server..",
                    "dev.slipway.pxe.doctor..")
            .allowEmptyShould(true)
            .because("a protocol is spoken by its specification, whatever is decided above it");
}
