package dev.slipway.ova.ovf;

/// A network card and the network it is connected to, by a name that whoever imports the appliance maps to one of
/// theirs. Cards may share a network.
public record NetworkCard(String network, NetworkAdapter adapter) {

    /// What vSphere calls the first network of a host.
    public static final String NETWORK_DEFAULT = "VM Network";

    private static final int LENGTH_MAX = 80;

    public NetworkCard {
        PlainText.require("the name of a network", network, LENGTH_MAX);
    }
}
