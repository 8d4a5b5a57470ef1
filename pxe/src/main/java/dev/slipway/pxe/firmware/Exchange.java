package dev.slipway.pxe.firmware;

/// In which of its conversations a firmware is answered.
public enum Exchange {
    /// An offer without an address, beside the DHCP server of the network.
    PROXY_OFFER("ProxyDHCP offer, port 67"),
    /// The request to the boot server that such an offer named.
    BOOT_SERVER("boot server, port 4011"),
    /// Offer and acknowledgement of our own DHCP server.
    DHCP("our DHCP");

    private final String title;

    Exchange(String title) {
        this.title = title;
    }

    /// In words.
    public String title() {
        return title;
    }
}
