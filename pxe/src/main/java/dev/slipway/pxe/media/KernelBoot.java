package dev.slipway.pxe.media;

import java.util.List;

/// What a medium's boot menu starts.
///
/// @param initrds in the order in which they are loaded
/// @param arguments of the kernel's command line, as on the medium: those that tell where the medium is are not
///     for a machine that boots over the network
public record KernelBoot(MediaFile kernel, List<MediaFile> initrds, List<String> arguments) {

    public KernelBoot {
        initrds = List.copyOf(initrds);
        arguments = List.copyOf(arguments);
    }
}
