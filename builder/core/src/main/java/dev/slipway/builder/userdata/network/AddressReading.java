package dev.slipway.builder.userdata.network;

import dev.slipway.builder.userdata.network.NetworkIssue.Code;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Joins `ipAddress` and `mask`: the prefix stands in the one or in the other.
///
/// @param issues where what is wrong is added
record AddressReading(List<NetworkIssue> issues) {

    Optional<Located<CidrAddress>> read(YamlMapping settings, InterfaceSettings.Type type) {
        Optional<YamlScalar> address = NetworkReading.text(settings, "ipAddress", issues);
        Optional<YamlScalar> mask = NetworkReading.text(settings, "mask", issues);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        return address.get().text().contains("/") ? cidr(address.get(), mask) : plain(address.get(), mask, type);
    }

    private Optional<Located<CidrAddress>> cidr(YamlScalar scalar, Optional<YamlScalar> mask) {
        Optional<CidrAddress> address = CidrAddress.parse(scalar.text());
        if (address.isEmpty()) {
            noAddress(scalar);
            return Optional.empty();
        }
        mask.ifPresent(beside -> besideCidr(beside, address.get()));
        return Optional.of(new Located<>(address.get(), scalar.span()));
    }

    private void besideCidr(YamlScalar mask, CidrAddress address) {
        OptionalInt length = PrefixLength.parse(mask.text(), address.address().family());
        String fix = "drop the mask, or the /%d of the address".formatted(address.prefixLength());
        if (length.isPresent() && length.getAsInt() == address.prefixLength()) {
            issues.add(NetworkIssue.warning(
                    Code.MASK_BESIDE_CIDR, mask.span(), "the mask says again what the address says", fix));
        } else {
            issues.add(NetworkIssue.error(
                    Code.MASK_BESIDE_CIDR,
                    mask.span(),
                    "the mask '%s' contradicts the address %s".formatted(mask.text(), address),
                    fix));
        }
    }

    private Optional<Located<CidrAddress>> plain(
            YamlScalar scalar, Optional<YamlScalar> mask, InterfaceSettings.Type type) {
        Optional<IpAddress> address = IpAddress.parse(scalar.text());
        if (address.isEmpty()) {
            noAddress(scalar);
            return Optional.empty();
        }
        if (mask.isEmpty()) {
            if (type == InterfaceSettings.Type.STATIC) {
                issues.add(NetworkIssue.error(
                        Code.NO_MASK,
                        scalar.span(),
                        "the address %s has no mask".formatted(address.get()),
                        "write the length of the prefix behind it, such as %s/%d"
                                .formatted(address.get(), address.get().family().bits() == 32 ? 24 : 64)));
            }
            return Optional.empty();
        }
        OptionalInt length = PrefixLength.parse(mask.get().text(), address.get().family());
        if (length.isEmpty()) {
            issues.add(NetworkIssue.error(
                    Code.MASK,
                    mask.get().span(),
                    noMask(mask.get()),
                    "write the length of the" + " prefix, such as 24, or for IPv4 a mask such as 255.255.255.0"));
            return Optional.empty();
        }
        return Optional.of(new Located<>(new CidrAddress(address.get(), length.getAsInt()), scalar.span()));
    }

    private static String noMask(YamlScalar mask) {
        return PrefixLength.isDotted(mask.text())
                ? "the mask '%s' is not contiguous".formatted(mask.text())
                : "'%s' is no mask".formatted(mask.text());
    }

    private void noAddress(YamlScalar scalar) {
        issues.add(NetworkIssue.error(
                Code.ADDRESS,
                scalar.span(),
                "'%s' is no IP address".formatted(scalar.text()),
                "write an address such as 10.0.10.25/24 or 2001:db8::5/64"));
    }
}
