package dev.slipway.templates;

/// The first configuration of a GRUB that was loaded over the network, the same for every machine: it fetches the
/// machine's own, again and again until one of them boots something. Debian's signed GRUB for networks looks for
/// it at `/grub/x86_64-efi/grub.cfg`, then at `/grub/grub.cfg`, on the server that it came from itself, and has
/// every module built in that is used here. TFTP is the only protocol that it has in Debian 12, and with Secure
/// Boot it can load no other.
///
/// @param folder the URL below which `MAC/grub.cfg` is to be had, the MAC address with hyphens; ends in `/`
/// @param seconds between two questions
public record GrubNetworkStart(String folder, int seconds) implements Template {

    public GrubNetworkStart {
        if (!folder.endsWith("/") || seconds < 1) {
            throw new IllegalArgumentException("%s, %d s".formatted(folder, seconds));
        }
        GrubUrl.path(folder);
    }

    @Override
    public String file() {
        return "grub-network-start.ftl";
    }

    /// The folder as GRUB names it.
    public String path() {
        return GrubUrl.path(folder);
    }
}
