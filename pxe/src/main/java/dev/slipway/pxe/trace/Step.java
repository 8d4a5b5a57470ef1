package dev.slipway.pxe.trace;

/// How far a machine has come: what it did, or what was done for it, in the order of a boot that goes well.
public enum Step {
    /// It asked for an address or a boot server: DHCPDISCOVER, or SOLICIT.
    DISCOVER,
    /// It was offered one.
    OFFER,
    /// It took an offer, or asks again for the address that it has: DHCPREQUEST.
    REQUEST,
    /// It got its address.
    ACKNOWLEDGE,
    /// It was told that it cannot have the address: DHCPNAK.
    REFUSE_ADDRESS,
    /// It gave its address back, declined it, or only asked for options.
    OTHER_DHCP,
    /// It asked port 4011.
    BOOT_SERVER_REQUEST,
    /// It was answered from port 4011.
    BOOT_SERVER_REPLY,
    /// It asked for a boot loader, by TFTP or HTTP.
    LOADER_REQUEST,
    /// It has the boot loader.
    LOADER_SENT,
    /// It was decided what it boots.
    DECISION,
    /// It has the script of its boot loader.
    SCRIPT_SENT,
    /// It has the kernel.
    KERNEL_SENT,
    /// It has the initial file system.
    INITRD_SENT,
    /// It has the root file system, or a whole image.
    ROOT_SENT,
    /// It has the user-data.
    USER_DATA_SENT,
    /// It told that it runs, or that it is installed.
    BOOTED,
    /// It was left without an answer, for a reason.
    IGNORED,
    /// Something did not work: a transfer that broke off, a file that is not there.
    FAILURE;

    /// Whether it brings a machine nearer to its end: such steps can be compared, the later one is farther.
    public boolean isProgress() {
        return switch (this) {
            case REFUSE_ADDRESS, OTHER_DHCP, IGNORED, FAILURE -> false;
            default -> true;
        };
    }

    /// Whether machines make it again and again, before they boot and long after: what is remembered of such steps must
    /// not push out the others.
    public boolean isRoutine() {
        return compareTo(OTHER_DHCP) <= 0 || this == IGNORED;
    }

    /// The step in words that end "this machine ...".
    public String words() {
        return switch (this) {
            case DISCOVER -> "asked for an address";
            case OFFER -> "was made an offer";
            case REQUEST -> "took an address";
            case ACKNOWLEDGE -> "has an address";
            case REFUSE_ADDRESS -> "was refused its address";
            case OTHER_DHCP -> "spoke DHCP";
            case BOOT_SERVER_REQUEST -> "asked port 4011";
            case BOOT_SERVER_REPLY -> "was answered from port 4011";
            case LOADER_REQUEST -> "asked for a boot loader";
            case LOADER_SENT -> "has its boot loader";
            case DECISION -> "was decided about";
            case SCRIPT_SENT -> "has its script";
            case KERNEL_SENT -> "has its kernel";
            case INITRD_SENT -> "has its initrd";
            case ROOT_SENT -> "has its root file system";
            case USER_DATA_SENT -> "has its user-data";
            case BOOTED -> "runs";
            case IGNORED -> "was left alone";
            case FAILURE -> "met a failure";
        };
    }
}
