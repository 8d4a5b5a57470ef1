package dev.slipway.pxe.trace;

import java.util.Set;

/// The names of what [HostEvent#facts()] tells. Programs read them, the doctor first of all.
public final class Facts {

    /// What asks: one of the constants `CLIENT_...`.
    public static final String CLIENT = "client";

    /// A BIOS with PXE, or the option ROM of a card.
    public static final String CLIENT_BIOS = "bios";
    /// A UEFI firmware that fetches by TFTP.
    public static final String CLIENT_UEFI = "uefi";
    /// A UEFI firmware that fetches by HTTP.
    public static final String CLIENT_UEFI_HTTP = "uefi-http";
    /// iPXE, from a card or fetched.
    public static final String CLIENT_IPXE = "ipxe";
    /// An operating system, or anything else that does not boot from the network.
    public static final String CLIENT_OTHER = "other";

    /// Processor and firmware, as `ClientArchitecture.text()` writes it.
    public static final String ARCHITECTURE = "architecture";
    /// Of SMBIOS.
    public static final String UUID = "uuid";
    /// Of SMBIOS.
    public static final String SERIAL = "serial";
    /// DHCP option 60.
    public static final String VENDOR_CLASS = "vendor-class";
    /// DHCP option 77.
    public static final String USER_CLASS = "user-class";
    /// The card's maker and model as PCI numbers them, `8086:1539`; iPXE tells it.
    public static final String CARD = "card";
    /// The address that the machine has or gets.
    public static final String ADDRESS = "address";
    /// What the administrator calls the machine.
    public static final String LABEL = "label";

    /// The server that answered, or whose offer was taken.
    public static final String SERVER = "server";
    /// The host that files are to be fetched from.
    public static final String NEXT_SERVER = "next-server";
    /// The relay agent that brought the message.
    public static final String RELAY = "relay";
    /// The interface that it came by.
    public static final String INTERFACE = "interface";
    /// What an offer holds: one of the constants `OFFERS_...`.
    public static final String OFFERS = "offers";
    /// An address, and nothing to boot.
    public static final String OFFERS_ADDRESS = "address";
    /// Something to boot, and no address: a proxy.
    public static final String OFFERS_BOOT = "boot";
    /// Both.
    public static final String OFFERS_BOTH = "both";
    /// DHCP option 60 of an offer.
    public static final String OFFER_CLASS = "offer-class";

    /// What was decided: one of the constants `DECISION_...`.
    public static final String DECISION = "decision";
    /// It boots.
    public static final String DECISION_BOOT = "boot";
    /// It waits for somebody who decides.
    public static final String DECISION_WAIT = "wait";
    /// It is not served.
    public static final String DECISION_REFUSE = "refuse";
    /// It boots what is on its disk.
    public static final String DECISION_LOCAL = "local";

    /// The name of what is fetched, or is to be fetched.
    public static final String FILE = "file";
    /// By which protocol: `tftp`, `http`, `dhcp`, `dhcp6`.
    public static final String PROTOCOL = "protocol";
    /// How many bytes were sent.
    public static final String BYTES = "bytes";
    /// How many bytes there are.
    public static final String SIZE = "size";
    /// Bytes of a TFTP block.
    public static final String BLOCK_SIZE = "block-size";
    /// The last TFTP block that was acknowledged.
    public static final String BLOCK = "block";
    /// The number of a TFTP error, or the status of an HTTP answer that is none.
    public static final String ERROR = "error";
    /// Why, in a word: one of the constants `REASON_...`, or free.
    public static final String REASON = "reason";

    /// The client does not boot from the network.
    public static final String REASON_NOT_PXE = "not-pxe";
    /// The configuration lets the machine wait.
    public static final String REASON_WAIT = "wait";
    /// The configuration refuses the machine.
    public static final String REASON_REFUSED = "refused";
    /// The capability is too old.
    public static final String REASON_EXPIRED = "expired";
    /// The client wanted to know the size alone.
    public static final String REASON_PROBE = "probe";
    /// The client no longer acknowledges.
    public static final String REASON_STALLED = "stalled";
    /// There is no such file.
    public static final String REASON_NOT_FOUND = "not-found";
    /// TLS could not be agreed.
    public static final String REASON_TLS = "tls";
    /// The connection ended before everything was sent.
    public static final String REASON_CUT = "cut";
    /// The server's port did not answer, or refused.
    public static final String REASON_UNREACHABLE = "unreachable";
    /// The address that it was given is in use already.
    public static final String REASON_DECLINED = "declined";

    /// What says something of the machine, not of the step: kept for as long as the machine is known.
    static final Set<String> OF_THE_MACHINE =
            Set.of(ARCHITECTURE, UUID, SERIAL, VENDOR_CLASS, USER_CLASS, CARD, ADDRESS, LABEL, RELAY, INTERFACE);

    private Facts() {}

    /// Whether a client of that kind is the firmware: where it asks, a boot begins.
    public static boolean isFirmware(String client) {
        return client.equals(CLIENT_BIOS) || client.equals(CLIENT_UEFI) || client.equals(CLIENT_UEFI_HTTP);
    }

    /// Whether a machine that came so far begins a new boot with this event. iPXE and the system that it starts ask for
    /// addresses too, in the midst of a boot; iPXE no longer does when it has a kernel.
    public static boolean beginsBoot(HostEvent event, Step furthest) {
        if (event.step() != Step.DISCOVER) {
            return false;
        }
        String client = event.facts().getOrDefault(CLIENT, "");
        return (isFirmware(client) && furthest.compareTo(Step.LOADER_REQUEST) >= 0)
                || (client.equals(CLIENT_IPXE) && furthest.compareTo(Step.KERNEL_SENT) >= 0);
    }
}
