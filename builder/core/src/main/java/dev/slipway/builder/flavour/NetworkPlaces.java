package dev.slipway.builder.flavour;

import java.util.Map;
import java.util.Optional;

/// Where a machine that boots a medium over the network finds its parts.
///
/// @param medium the URL below which the medium's files lie by their paths; ends in `/`
/// @param iso the URL of the medium as a whole, for the flavours that fetch it so. Its user-data is not read
/// @param seed the URL below which `user-data`, `meta-data` and `network-config` of this machine lie; ends in `/`
/// @param mac the card that the machine boots from, with hyphens: the same one is to fetch the rest
/// @param digests SHA-256 in hex of files of the medium, by their paths: what is known of them is checked where the
///     booted system can do so
/// @param installed the URL that is asked for when the machine is installed, where anybody wants to know
public record NetworkPlaces(
        String medium,
        String iso,
        String seed,
        Optional<String> mac,
        Map<String, String> digests,
        Optional<String> installed) {

    public NetworkPlaces {
        digests = Map.copyOf(digests);
        if (!medium.endsWith("/") || !seed.endsWith("/")) {
            throw new IllegalArgumentException("URLs of folders end in /: %s, %s".formatted(medium, seed));
        }
    }

    /// The URL of a file of the medium.
    public String file(String path) {
        return medium + path;
    }

    /// The URL of the user-data.
    public String userData() {
        return seed + "user-data";
    }

    /// The argument that names the card to dracut and to initramfs-tools, with ARP's number for Ethernet in front, as
    /// PXELINUX writes it.
    Optional<String> cardArgument() {
        return mac.map(card -> "BOOTIF=01-" + card);
    }

    /// The argument that makes cloud-init read the seed. It puts the names of the files right behind the slash.
    String seedArgument() {
        return "ds=nocloud-net;s=" + seed;
    }
}
