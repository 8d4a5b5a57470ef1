package dev.slipway.ova.ovf;

/// The network card that the machine sees.
public enum NetworkAdapter {
    /// VMware's paravirtual card. VirtualBox takes the usual card of the guest's system instead.
    VMXNET3("VmxNet3"),
    E1000("E1000"),
    E1000E("E1000e");

    private final String subType;

    NetworkAdapter(String subType) {
        this.subType = subType;
    }

    /// `rasd:ResourceSubType`.
    public String subType() {
        return subType;
    }
}
