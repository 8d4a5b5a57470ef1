package dev.slipway.pxe.firmware;

import dev.slipway.pxe.dhcp.ArchitectureOption;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.dhcp.SubOptions;
import dev.slipway.pxe.dhcp.UserClass;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The kinds of clients that ask for a boot file.
public enum Firmware {
    /// The ROM of a network card in a machine with BIOS.
    BIOS_PXE("PXE ROM of a BIOS machine", "60 begins with PXEClient, 93 is 0"),
    /// UEFI's PXE.
    EFI_PXE("PXE of UEFI: ia32, x64, byte code, arm32, arm64", "60 begins with PXEClient, 93 is 6, 7, 9, 10 or 11"),
    /// UEFI's HTTP Boot.
    EFI_HTTP("HTTP Boot", "60 begins with HTTPClient"),
    /// iPXE that fetches by HTTP, from our loaders or from anywhere.
    IPXE("iPXE with HTTP", "77 is iPXE or 175 is there; if 175 is there it lists HTTP"),
    /// iPXE of a network card that was built without HTTP; it gets a better one.
    IPXE_WITHOUT_HTTP("iPXE without HTTP", "175 is there and does not list HTTP"),
    /// iPXE that runs one of our scripts.
    OUR_IPXE("iPXE that our script told who it is", "77 is slipway"),
    /// The boot ROM of a Raspberry Pi, which says that it is a BIOS.
    RASPBERRY_PI("boot ROM of a Raspberry Pi", "as a BIOS machine, but the address of the card is one of Raspberry Pi"),
    /// Something that asks for a boot file and does not tell for which processor.
    UNKNOWN_ARCHITECTURE(
            "PXE client of an unknown processor", "60 begins with PXEClient, 93 and 60 name nothing known"),
    /// An ordinary client.
    NONE("no boot client", "neither 60, 77 nor 175 says that it boots");

    /// What our scripts set iPXE's `user-class` to.
    public static final String OUR_USER_CLASS = "slipway";

    private static final String PXE = "PXEClient";
    private static final String HTTP = "HTTPClient";
    private static final int OUI_SHIFT = 24;
    private static final Set<Long> RASPBERRY_PI_OUIS =
            Set.of(0x28cdc1L, 0x2ccf67L, 0xb827ebL, 0xd83addL, 0xdca632L, 0xe45f01L);

    private final String title;
    private final String recognised;

    Firmware(String title, String recognised) {
        this.title = title;
        this.recognised = recognised;
    }

    /// What it is, in words.
    public String title() {
        return title;
    }

    /// What it is recognised by, in words.
    public String recognised() {
        return recognised;
    }

    /// Which of them sent this message.
    public static Firmware of(DhcpMessage message) {
        DhcpOptions options = message.options();
        if (options.startsWith(DhcpOption.VENDOR_CLASS, HTTP)) {
            return EFI_HTTP;
        }
        Optional<Firmware> ipxe = ipxe(options);
        if (ipxe.isPresent()) {
            return ipxe.get();
        }
        if (!options.startsWith(DhcpOption.VENDOR_CLASS, PXE)) {
            return NONE;
        }
        Optional<ClientArchitecture> architecture = ArchitectureOption.of(options);
        if (architecture.isEmpty()) {
            return UNKNOWN_ARCHITECTURE;
        }
        if (architecture.get() != ClientArchitecture.BIOS) {
            return architecture.get().isHttpBoot() ? UNKNOWN_ARCHITECTURE : EFI_PXE;
        }
        return message.mac().filter(Firmware::isRaspberryPi).isPresent() ? RASPBERRY_PI : BIOS_PXE;
    }

    private static Optional<Firmware> ipxe(DhcpOptions options) {
        boolean encapsulated = options.has(DhcpOption.IPXE);
        if (!encapsulated && !options.has(DhcpOption.USER_CLASS)) {
            return Optional.empty();
        }
        List<String> classes = UserClass.of(options);
        if (classes.contains(OUR_USER_CLASS)) {
            return Optional.of(OUR_IPXE);
        }
        if (encapsulated) {
            DhcpOptions features = SubOptions.of(options, DhcpOption.IPXE);
            return Optional.of(features.has(SubOptions.IPXE_HTTP) ? IPXE : IPXE_WITHOUT_HTTP);
        }
        return classes.contains("iPXE") || classes.contains("gPXE") ? Optional.of(IPXE) : Optional.empty();
    }

    private static boolean isRaspberryPi(MacAddress mac) {
        return RASPBERRY_PI_OUIS.contains(mac.value() >>> OUI_SHIFT);
    }
}
