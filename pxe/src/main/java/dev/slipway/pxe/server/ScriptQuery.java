package dev.slipway.pxe.server;

import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;

/// What a boot loader tells of its machine behind the URL of its script.
final class ScriptQuery {

    private static final int TEXT_MAX = 64;

    /// iPXE's `${buildarch}-${platform}`.
    private static final Map<String, ClientArchitecture> OF_IPXE = Map.of(
            "i386-pcbios", ClientArchitecture.BIOS,
            "x86_64-pcbios", ClientArchitecture.BIOS,
            "i386-efi", ClientArchitecture.EFI_IA32,
            "x86_64-efi", ClientArchitecture.EFI_X64,
            "arm32-efi", ClientArchitecture.EFI_ARM32,
            "arm64-efi", ClientArchitecture.EFI_ARM64);

    private ScriptQuery() {}

    /// The query that tells what is known.
    static String of(BootClient client) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        client.architecture().ifPresent(arch -> query.add("arch=" + arch.text()));
        client.uuid().ifPresent(uuid -> query.add("uuid=" + uuid));
        client.serial().ifPresent(serial -> query.add("serial=" + encoded(serial)));
        client.assetTag().ifPresent(asset -> query.add("asset=" + encoded(asset)));
        return query.toString();
    }

    /// The machine that a query tells of. What firmwares put there where a maker put nothing counts as nothing.
    static BootClient client(MacAddress mac, Map<String, String> query) {
        String arch = query.getOrDefault("arch", "");
        return new BootClient(
                mac,
                uuid(query.getOrDefault("uuid", "")),
                text(query.getOrDefault("serial", "")),
                text(query.getOrDefault("asset", "")),
                ClientArchitecture.named(arch).or(() -> Optional.ofNullable(OF_IPXE.get(arch))));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(String text) {
        String plain = text.strip();
        boolean says = !plain.isEmpty()
                && plain.length() <= TEXT_MAX
                && plain.chars().noneMatch(Character::isISOControl)
                && !plain.equalsIgnoreCase("Not Specified")
                && !plain.equalsIgnoreCase("To be filled by O.E.M.")
                && !plain.equalsIgnoreCase("None");
        return says ? Optional.of(plain) : Optional.empty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
