package dev.slipway.pxe.firmware;

import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.Ipv4;

/// A machine that asks for a boot file.
///
/// @param client the machine, as far as it told
/// @param firmware what runs on it
/// @param file what it has to be told: for [BootFile#LOADER] and [BootFile#LOADER_URL] the answer is the name of a
///     loader on our TFTP server, at most 100 characters; for the others it is an `http:` URL. [BootFile#NONE] stands
///     for a question that only decides whether the machine is ours
/// @param serverAddress our address on the network that the machine asks from; [Ipv4#NONE] where it asks by IPv6
/// @param host the same as URLs have it, such as `10.7.0.1` or `[fd00::1]`
public record BootQuestion(BootClient client, Firmware firmware, BootFile file, int serverAddress, String host) {

    /// A machine that asks by IPv4.
    public BootQuestion(BootClient client, Firmware firmware, BootFile file, int serverAddress) {
        this(client, firmware, file, serverAddress, Ipv4.text(serverAddress));
    }
}
