package dev.slipway.cli;

import dev.slipway.pxe.host.MacAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the address of a network card as people write it.
final class MacAddressConverter implements ITypeConverter<MacAddress> {

    @Override
    public MacAddress convert(String text) {
        return MacAddress.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "expected the address of a network card such as 52:54:00:12:34:56 but was '%s'"
                                .formatted(text)));
    }
}
