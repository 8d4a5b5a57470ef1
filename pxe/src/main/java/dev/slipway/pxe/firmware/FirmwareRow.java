package dev.slipway.pxe.firmware;

/// A row of the table: what an answer holds for one firmware in one conversation.
///
/// @param firmware who asks
/// @param exchange where
/// @param file what it is told to fetch
/// @param vendorClass option 60 of the answer; empty for none
/// @param noDiscovery whether option 43 says to take the file of this very message
/// @param serverFields whether `siaddr` and `sname` name us
/// @param bootOptions whether options 66 and 67 repeat server and file
/// @param noProxy whether option 175 tells iPXE not to wait for ProxyDHCP
/// @param reason why it is so
public record FirmwareRow(
        Firmware firmware,
        Exchange exchange,
        BootFile file,
        String vendorClass,
        boolean noDiscovery,
        boolean serverFields,
        boolean bootOptions,
        boolean noProxy,
        String reason) {

    static FirmwareRow of(Firmware firmware, Exchange exchange, BootFile file, String reason) {
        return new FirmwareRow(firmware, exchange, file, "", false, false, false, false, reason);
    }

    FirmwareRow vendorClass(String text) {
        return new FirmwareRow(firmware, exchange, file, text, noDiscovery, serverFields, bootOptions, noProxy, reason);
    }

    FirmwareRow withoutDiscovery() {
        return new FirmwareRow(firmware, exchange, file, vendorClass, true, serverFields, bootOptions, noProxy, reason);
    }

    FirmwareRow naming() {
        return new FirmwareRow(firmware, exchange, file, vendorClass, noDiscovery, true, bootOptions, noProxy, reason);
    }

    FirmwareRow repeating() {
        return new FirmwareRow(firmware, exchange, file, vendorClass, noDiscovery, serverFields, true, noProxy, reason);
    }

    FirmwareRow withoutProxy() {
        return new FirmwareRow(
                firmware, exchange, file, vendorClass, noDiscovery, serverFields, bootOptions, true, reason);
    }
}
