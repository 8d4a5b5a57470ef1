package dev.slipway.builder.installer;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/// Everything that decides what an installer contains. Equal requests over equal files give equal bytes.
///
/// @param base the operating system
/// @param userData the file that is baked in, byte for byte
/// @param output the ISO to write
/// @param volumeId the ISO's label, or the flavour's own where empty
/// @param flavour the name of a boot flavour, or detected from the base where empty
/// @param kernelArguments added to the kernel command line of every boot entry, in this order
/// @param additions files to put on the medium, by their path on it
/// @param compression for the root file system's squashfs: `zstd`, `gzip`, `xz` or `lz4`, with `:LEVEL` if wanted
/// @param architecture the processor that the base is for
/// @param sourceDateEpoch the time that goes into the image in seconds since 1970, or that of the newest input
/// @param strict whether what is likely to surprise in the user-data stops the build, as what is wrong does
/// @param access how a base in a registry is reached and trusted
public record InstallerRequest(
        BaseReference base,
        Path userData,
        Path output,
        Optional<String> volumeId,
        Optional<String> flavour,
        List<String> kernelArguments,
        SortedMap<String, Path> additions,
        String compression,
        Architecture architecture,
        Optional<Long> sourceDateEpoch,
        boolean strict,
        BaseAccess access) {

    /// Within a few percent of the smallest that zstd makes, in a sixth of the time.
    public static final String COMPRESSION_DEFAULT = "zstd:9";

    public InstallerRequest {
        requireNonNull(base, "base is null");
        requireNonNull(userData, "userData is null");
        requireNonNull(output, "output is null");
        kernelArguments = List.copyOf(kernelArguments);
        additions = java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>(additions));
    }

    /// A request that is not strict, with the usual access.
    public InstallerRequest(
            BaseReference base,
            Path userData,
            Path output,
            Optional<String> volumeId,
            Optional<String> flavour,
            List<String> kernelArguments,
            SortedMap<String, Path> additions,
            String compression,
            Architecture architecture,
            Optional<Long> sourceDateEpoch) {
        this(
                base,
                userData,
                output,
                volumeId,
                flavour,
                kernelArguments,
                additions,
                compression,
                architecture,
                sourceDateEpoch,
                false,
                BaseAccess.USUAL);
    }

    /// A request with nothing but the three that it cannot do without.
    public static InstallerRequest of(BaseReference base, Path userData, Path output) {
        return new InstallerRequest(
                base,
                userData,
                output,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new java.util.TreeMap<>(),
                COMPRESSION_DEFAULT,
                Architecture.AMD64,
                Optional.empty());
    }

    /// The same, reaching its base in another way.
    public InstallerRequest reaching(BaseAccess otherAccess) {
        return new InstallerRequest(
                base,
                userData,
                output,
                volumeId,
                flavour,
                kernelArguments,
                additions,
                compression,
                architecture,
                sourceDateEpoch,
                strict,
                otherAccess);
    }

    /// The same with another base.
    public InstallerRequest on(BaseReference otherBase) {
        return new InstallerRequest(
                otherBase,
                userData,
                output,
                volumeId,
                flavour,
                kernelArguments,
                additions,
                compression,
                architecture,
                sourceDateEpoch,
                strict,
                access);
    }

    /// The processors that installers are made for, in Debian's spelling.
    public enum Architecture {
        AMD64,
        ARM64;

        /// Understands a name in Debian's spelling or in the kernel's.
        ///
        /// @throws dev.slipway.builder.problem.ProblemException where it names no processor that we know
        public static Architecture parse(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "amd64", "x86_64" -> AMD64;
                case "arm64", "aarch64" -> ARM64;
                default ->
                    throw Problem.usage("architecture.unknown", "'%s' is no processor that we know".formatted(text))
                            .fix("write amd64 or arm64")
                            .exception();
            };
        }
    }
}
