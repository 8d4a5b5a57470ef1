package dev.slipway.builder.installer;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.userdata.finding.FindingCode;
import dev.slipway.builder.userdata.finding.UserDataValidation;
import dev.slipway.builder.userdata.finding.ValidationContext;
import java.util.Optional;

/// Validates the user-data of a build: errors stop it, all in one message, and warnings are told.
final class UserDataCheck {

    private final BootConfiguration configuration;
    private final InstallerRequest request;
    private final BuildListener listener;

    UserDataCheck(BootConfiguration configuration, InstallerRequest request, BuildListener listener) {
        this.configuration = configuration;
        this.request = request;
        this.listener = listener;
    }

    /// What can be said before the base is read.
    void beforeBase() {
        if (configuration instanceof UserData) {
            tell(validate(request.medium().flavour()));
        }
    }

    /// What a flavour would ignore or not apply that was found only in the base.
    void afterBase(String flavour) {
        if (configuration instanceof UserData && request.medium().flavour().isEmpty()) {
            tell(validate(Optional.of(flavour)).only(FindingCode.IGNORED_BY_FLAVOUR, FindingCode.NOT_APPLIED));
        }
    }

    private UserDataValidation validate(Optional<String> flavour) {
        ValidationContext context = ValidationContext.UNKNOWN.strict(request.strict());
        return UserDataValidation.of(
                configuration.bytes(),
                request.userData().toString(),
                flavour.map(name -> context.readBy(Flavour.named(name).reader()))
                        .orElse(context));
    }

    private void tell(UserDataValidation validation) {
        validation.problem().ifPresent(problem -> {
            throw problem.exception();
        });
        validation.findings().forEach(finding -> listener.warning(validation.line(finding)));
    }
}
