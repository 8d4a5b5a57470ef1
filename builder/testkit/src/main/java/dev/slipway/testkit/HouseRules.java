package dev.slipway.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/// The architecture as a test: each module includes these rules with `ArchTests.in(HouseRules.class)` and adds what it
/// alone may import.
public final class HouseRules {

    private HouseRules() {}

    /// Packages form a tree, never a knot.
    @ArchTest
    public static final ArchRule NO_CYCLES = slices().matching("dev.slipway.(**)")
            .should()
            .beFreeOfCycles()
            .because("a cycle is two packages that pretend to be two");

    /// Null does not exist inside.
    @ArchTest
    public static final ArchRule NULL_MARKED = classes()
            .that()
            .resideInAPackage("dev.slipway..")
            .should(beInNullMarkedPackages())
            .because("null is for the edges of the program, and declared there");

    /// No generic exceptions: callers must be able to tell what happened.
    @ArchTest
    public static final ArchRule NO_GENERIC_EXCEPTIONS = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    /// Rooms are named after what is in them.
    @ArchTest
    public static final ArchRule NAMES_OF_ROOMS = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..helper..", "..helpers..", "..common..", "..impl..", "..manager..")
            .because("such a name says nothing of what is inside");

    private static ArchCondition<JavaClass> beInNullMarkedPackages() {
        return ArchCondition.from(DescribedPredicate.describe(
                "be in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class)));
    }
}
