package dev.slipway.builder.installer;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.evidence.EvidenceOptions;
import java.nio.file.Path;

/// Everything that decides what an installer contains. Equal requests over equal files give equal bytes.
///
/// @param base the operating system
/// @param userData the file that is baked in, byte for byte
/// @param output the ISO to write
/// @param medium how the medium is made of the base
/// @param strict whether what is likely to surprise in the user-data stops the build, as what is wrong does
/// @param access how a base in a registry is reached and trusted
/// @param evidence what is to lie beside the output, to prove what it is
public record InstallerRequest(
        BaseReference base,
        Path userData,
        Path output,
        MediumOptions medium,
        boolean strict,
        BaseAccess access,
        EvidenceOptions evidence) {

    public InstallerRequest {
        requireNonNull(base, "base is null");
        requireNonNull(userData, "userData is null");
        requireNonNull(output, "output is null");
    }

    /// A request with nothing but the three that it cannot do without.
    public static InstallerRequest of(BaseReference base, Path userData, Path output) {
        return new InstallerRequest(
                base, userData, output, MediumOptions.DEFAULTS, false, BaseAccess.USUAL, EvidenceOptions.UNSIGNED);
    }

    /// The same with another base.
    public InstallerRequest on(BaseReference otherBase) {
        return new InstallerRequest(otherBase, userData, output, medium, strict, access, evidence);
    }

    /// The same with other evidence.
    public InstallerRequest with(EvidenceOptions otherEvidence) {
        return new InstallerRequest(base, userData, output, medium, strict, access, otherEvidence);
    }
}
