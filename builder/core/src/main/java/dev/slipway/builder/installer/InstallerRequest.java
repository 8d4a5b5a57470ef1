package dev.slipway.builder.installer;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.site.SeedFiles;
import java.nio.file.Path;

/// Everything that decides what an installer contains. Equal requests over equal files give equal bytes.
///
/// @param base the operating system
/// @param userData the file that is baked in, byte for byte
/// @param seed what cloud-init finds beside it
/// @param output the ISO to write
/// @param medium how the medium is made of the base
/// @param strict whether what is likely to surprise in the user-data stops the build, as what is wrong does
/// @param access how a base in a registry is reached and trusted
/// @param evidence what is to lie beside the output, to prove what it is
public record InstallerRequest(
        BaseReference base,
        Path userData,
        SeedFiles seed,
        Path output,
        MediumOptions medium,
        boolean strict,
        BaseAccess access,
        EvidenceOptions evidence) {

    public InstallerRequest {
        requireNonNull(base, "base is null");
        requireNonNull(userData, "userData is null");
        requireNonNull(seed, "seed is null");
        requireNonNull(output, "output is null");
    }

    /// A request with nothing but the three that it cannot do without.
    public static InstallerRequest of(BaseReference base, Path userData, Path output) {
        return new InstallerRequest(
                base,
                userData,
                SeedFiles.NONE,
                output,
                MediumOptions.DEFAULTS,
                false,
                BaseAccess.USUAL,
                EvidenceOptions.UNSIGNED);
    }

    /// The same with other files beside the user-data.
    public InstallerRequest beside(SeedFiles others) {
        return new InstallerRequest(base, userData, others, output, medium, strict, access, evidence);
    }

    /// The same with another base.
    public InstallerRequest on(BaseReference otherBase) {
        return new InstallerRequest(otherBase, userData, seed, output, medium, strict, access, evidence);
    }

    /// The same with other evidence.
    public InstallerRequest with(EvidenceOptions otherEvidence) {
        return new InstallerRequest(base, userData, seed, output, medium, strict, access, otherEvidence);
    }
}
