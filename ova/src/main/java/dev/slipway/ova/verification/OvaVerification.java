package dev.slipway.ova.verification;

import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Checks appliances, ours or somebody else's, against the specification and against what vSphere, VirtualBox and
/// libvirt are known to refuse.
public final class OvaVerification {

    /// In the order in which they are checked.
    public static final List<Rule<OvaSubject>> RULES = Stream.of(
                    ArchiveRules.ALL, ManifestRules.ALL, StructureRules.ALL, MachineRules.ALL, DiskRules.ALL)
            .flatMap(List::stream)
            .toList();

    private OvaVerification() {}

    /// Checks an appliance against every rule.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none that can be read at all
    public static ImageVerification of(Path ova) {
        return ImageVerification.of(ova, OvaSubject.read(ova), RULES);
    }
}
