package dev.slipway.builder.installer;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How a medium is made of a base: what it is called, how it boots, and what else lies on it.
///
/// @param volumeId the ISO's label, or the flavour's own where empty
/// @param flavour the name of a boot flavour, or detected from the base where empty
/// @param kernelArguments added to the kernel command line of every boot entry, in this order
/// @param additions files to put on the medium, by their path on it
/// @param compression for the root file system's squashfs: `zstd`, `gzip`, `xz` or `lz4`, with `:LEVEL` if wanted
/// @param architecture the processor that the base is for
/// @param sourceDateEpoch the time that goes into the image in seconds since 1970, or that of the newest input
public record MediumOptions(
        Optional<String> volumeId,
        Optional<String> flavour,
        List<String> kernelArguments,
        SortedMap<String, Path> additions,
        String compression,
        Architecture architecture,
        Optional<Long> sourceDateEpoch) {

    /// Within a few percent of the smallest that zstd makes, in a sixth of the time.
    public static final String COMPRESSION_DEFAULT = "zstd:9";

    /// Nothing but what the base and its flavour say.
    public static final MediumOptions DEFAULTS = new MediumOptions(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Collections.emptySortedMap(),
            COMPRESSION_DEFAULT,
            Architecture.AMD64,
            Optional.empty());

    public MediumOptions {
        kernelArguments = List.copyOf(kernelArguments);
        additions = Collections.unmodifiableSortedMap(new TreeMap<>(additions));
    }
}
