package dev.slipway.pxe.dhcp;

import dev.slipway.pxe.host.ClientArchitecture;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Processor and firmware of a client: option 93 (RFC 4578, chapter 2.1), and the digits of option 60
/// (`PXEClient:Arch:00007:UNDI:003016`) where that is missing or makes no sense.
public final class ArchitectureOption {

    private static final Pattern IN_VENDOR_CLASS = Pattern.compile("(?:PXE|HTTP)Client:Arch:([0-9]{5})(?::.*)?");

    private ArchitectureOption() {}

    /// What the client is.
    public static Optional<ClientArchitecture> of(DhcpOptions options) {
        Optional<ClientArchitecture> told = ofNumbers(options);
        // Zero is what a firmware says that never set the field; the text is more deliberate.
        if (told.isPresent() && told.get() != ClientArchitecture.BIOS) {
            return told;
        }
        return ofVendorClass(options).or(() -> told);
    }

    private static Optional<ClientArchitecture> ofNumbers(DhcpOptions options) {
        int place = options.place(DhcpOption.CLIENT_ARCHITECTURE);
        if (place < 0 || options.lengthAt(place) % 2 != 0) {
            return Optional.empty();
        }
        for (int at = 0; at < options.lengthAt(place); at += 2) {
            Optional<ClientArchitecture> known = ClientArchitecture.ofCode(options.shortAt(place, at));
            if (known.isPresent()) {
                return known;
            }
        }
        return Optional.empty();
    }

    private static Optional<ClientArchitecture> ofVendorClass(DhcpOptions options) {
        Matcher matcher =
                IN_VENDOR_CLASS.matcher(options.text(DhcpOption.VENDOR_CLASS).orElse(""));
        return matcher.matches() ? ClientArchitecture.ofCode(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }
}
