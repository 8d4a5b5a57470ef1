package dev.slipway.builder.disk;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.installer.Architecture;
import dev.slipway.builder.installer.MediumOptions;
import java.util.List;
import java.util.Optional;

/// Everything that decides what an installed disk is, beside a site's own files.
///
/// @param base a root file system of the reference base's kind
/// @param access how a base in a registry is reached and trusted
/// @param architecture the processor that the base is for
/// @param kernelArguments added to the kernel's command line; where one is `console=...`, behind the usual
///     consoles
/// @param compression of the root file system, as for media
/// @param sourceDateEpoch the time that goes into the disk in seconds since 1970, or that of the newest file of
///     the base
/// @param diskBytes the size of the disk, a multiple of 512
/// @param strict whether what is likely to surprise in the user-data stops the build, as what is wrong does
public record InstalledDiskRequest(
        BaseReference base,
        BaseAccess access,
        Architecture architecture,
        List<String> kernelArguments,
        String compression,
        Optional<Long> sourceDateEpoch,
        long diskBytes,
        boolean strict) {

    public InstalledDiskRequest {
        requireNonNull(base, "base is null");
        requireNonNull(access, "access is null");
        requireNonNull(architecture, "architecture is null");
        kernelArguments = List.copyOf(kernelArguments);
        if (diskBytes <= 0 || diskBytes % 512 != 0) {
            throw new IllegalArgumentException("disk of %d bytes is no multiple of 512".formatted(diskBytes));
        }
    }

    /// A request with nothing but what it cannot do without.
    public static InstalledDiskRequest of(BaseReference base, long diskBytes) {
        return new InstalledDiskRequest(
                base,
                BaseAccess.USUAL,
                Architecture.AMD64,
                List.of(),
                MediumOptions.COMPRESSION_DEFAULT,
                Optional.empty(),
                diskBytes,
                false);
    }
}
