package dev.slipway.templates;

/// The configuration of a GRUB for one machine, as [GrubNetworkStart] fetches it. It comes back when there is nothing
/// to boot, and when booting failed.
///
/// @param machine whom it is for, in words for its screen
/// @param action what the machine is to do; with its URLs as [GrubUrl] takes them
public record GrubNetworkScript(String machine, NetworkAction action) implements Template {

    public GrubNetworkScript {
        NetworkAction.requireText(machine);
        switch (action) {
            case NetworkAction.Kernel kernel -> {
                GrubUrl.path(kernel.kernel());
                kernel.initrds().forEach(GrubUrl::path);
            }
            case NetworkAction.Drive drive ->
                throw new IllegalArgumentException("GRUB boots no drive over the network: " + drive.iso());
            case NetworkAction.Disk _, NetworkAction.Wait _ -> {}
        }
    }

    @Override
    public String file() {
        return "grub-network-script.ftl";
    }

    /// A URL as GRUB names it.
    public String path(String url) {
        return GrubUrl.path(url);
    }

    /// An argument as GRUB reads it.
    public String quoted(String argument) {
        return GrubConfig.Entry.quoted(argument);
    }
}
