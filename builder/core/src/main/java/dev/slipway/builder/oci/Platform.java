package dev.slipway.builder.oci;

import dev.slipway.builder.problem.Problem;
import java.util.Optional;

/// What an image runs on (OCI image specification v1.1, "Image Index", `platform`). Names are Go's: `amd64`, not
/// `x86_64`.
///
/// @param variant of the processor, such as `v8`; left out where it goes without saying
public record Platform(String os, String architecture, Optional<String> variant) {

    private static final String LINUX = "linux";

    public Platform {
        architecture = switch (architecture) {
            case "x86_64", "x86-64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> architecture;
        };
        // Every arm64 is a v8, and most images do not say so.
        variant = variant.filter(text -> !text.isEmpty());
        if (architecture.equals("arm64")) {
            variant = variant.filter(text -> !text.equals("v8"));
        }
    }

    /// Linux on an architecture, as a user names it: `amd64` or `arm64`.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException for any other
    public static Platform linux(String architecture) {
        return switch (architecture) {
            case "amd64", "x86_64", "arm64", "aarch64" -> new Platform(LINUX, architecture, Optional.empty());
            default ->
                throw Problem.usage(
                                "oci.architecture", "'%s' is no architecture that is built for".formatted(architecture))
                        .fix("write amd64 or arm64")
                        .exception();
        };
    }

    /// Whether this one runs what was made for the other: same system and architecture. Variants are a matter of
    /// preference, decided by [ImageIndex].
    public boolean runs(Platform other) {
        return os.equals(other.os) && architecture.equals(other.architecture);
    }

    /// Whether somebody wrote down a platform at all; signatures and attestations in an index say `unknown`.
    public boolean isKnown() {
        return !(os.isEmpty() || architecture.isEmpty() || os.equals("unknown") || architecture.equals("unknown"));
    }

    @Override
    public String toString() {
        return os + "/" + architecture + variant.map(text -> "/" + text).orElse("");
    }
}
