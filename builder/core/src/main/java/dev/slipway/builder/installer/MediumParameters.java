package dev.slipway.builder.installer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a user said about the medium; [MediumOptions] is what becomes of it.
///
/// @param volumeId the ISO's label
/// @param flavour the name of a boot flavour
/// @param kernelArguments added to every boot entry, in this order
/// @param additions files to put on the medium, by their path on it
/// @param compression of the root file system's squashfs
/// @param architecture the processor that the base is for
/// @param sourceDateEpoch seconds since 1970, as the variable of that name holds them
public record MediumParameters(
        Optional<String> volumeId,
        Optional<String> flavour,
        List<String> kernelArguments,
        Map<String, Path> additions,
        Optional<String> compression,
        Optional<Architecture> architecture,
        Optional<String> sourceDateEpoch) {

    /// Nothing said at all.
    public static final MediumParameters NONE = new MediumParameters(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public MediumParameters {
        kernelArguments = List.copyOf(kernelArguments);
        additions = Map.copyOf(additions);
    }
}
