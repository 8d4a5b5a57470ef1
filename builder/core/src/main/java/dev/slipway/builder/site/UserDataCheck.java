package dev.slipway.builder.site;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.userdata.finding.FindingCode;
import dev.slipway.builder.userdata.finding.UserDataValidation;
import dev.slipway.builder.userdata.finding.ValidationContext;
import java.util.Optional;
import java.util.function.Consumer;

/// Validates a user-data that is to be baked in: errors stop that, all in one message, and warnings are told.
///
/// @param name what messages call it
/// @param strict whether warnings weigh as much as errors
/// @param warnings is told of each
public record UserDataCheck(BootConfiguration configuration, String name, boolean strict, Consumer<String> warnings) {

    /// All that can be said, of a flavour where that is known.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException with every error
    public void check(Optional<String> flavour) {
        if (configuration instanceof UserData) {
            tell(validate(flavour));
        }
    }

    /// What a flavour would ignore or not apply, for one that was found after the rest was said.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException with every error
    public void checkOnlyFor(String flavour) {
        if (configuration instanceof UserData) {
            tell(validate(Optional.of(flavour)).only(FindingCode.IGNORED_BY_FLAVOUR, FindingCode.NOT_APPLIED));
        }
    }

    private UserDataValidation validate(Optional<String> flavour) {
        ValidationContext context = ValidationContext.UNKNOWN.strict(strict);
        return UserDataValidation.of(
                configuration.bytes(),
                name,
                flavour.map(of -> context.readBy(Flavour.named(of).reader())).orElse(context));
    }

    private void tell(UserDataValidation validation) {
        validation.problem().ifPresent(problem -> {
            throw problem.exception();
        });
        validation.findings().forEach(finding -> warnings.accept(validation.line(finding)));
    }
}
