package dev.slipway.pxe.server;

import dev.slipway.pxe.configuration.LoaderPlan;
import dev.slipway.pxe.configuration.ServerConfiguration;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.loader.BootLoaders;
import dev.slipway.pxe.publish.PublishedFile;
import dev.slipway.pxe.publish.PublishedFiles;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// What machines fetch first, by TFTP and HTTP: a boot loader, and what a GRUB wants next.
///
/// @param files the loaders themselves
/// @param grub what GRUB fetches
record Loaders(BootLoaders files, GrubFiles grub) implements PublishedFiles {

    /// Opens the loaders that a configuration names.
    static BootLoaders open(ServerConfiguration configuration) {
        return configuration.loaders().directory().map(BootLoaders::with).orElseGet(BootLoaders::ofDistribution);
    }

    /// The loader for an architecture, where there is one.
    Optional<String> nameFor(ClientArchitecture architecture, LoaderPlan plan) {
        return Optional.ofNullable(plan.names().get(architecture))
                .or(() -> usual(architecture, plan.secureBoot()).stream()
                        .filter(files::has)
                        .findFirst());
    }

    /// The loaders that an architecture can run, the best first.
    private static List<String> usual(ClientArchitecture architecture, boolean secureBoot) {
        return switch (architecture) {
            case BIOS, HTTP_BIOS -> List.of("undionly.kpxe", "ipxe.pxe");
            case EFI_X64, EFI_BYTE_CODE, HTTP_X64, HTTP_BYTE_CODE ->
                secureBoot ? List.of("shimx64.efi") : List.of("ipxe.efi", "snponly.efi");
            case EFI_ARM64, HTTP_ARM64 ->
                secureBoot ? List.of("shimaa64.efi") : List.of("ipxe-arm64.efi", "snponly-arm64.efi");
            case EFI_IA32, HTTP_IA32 -> List.of("ipxe-ia32.efi");
            case EFI_ARM32, HTTP_ARM32 -> List.of("ipxe-arm32.efi");
        };
    }

    @Override
    public Optional<PublishedFile> find(String name, InetAddress client) {
        String plain = withoutMac(name);
        Optional<PublishedFile> found = grub.find(plain, client);
        return found.isPresent() ? found : files.find(plain, client);
    }

    /// The address in front of a name only tells whose it is; that of a GRUB's machine stands further behind.
    private static String withoutMac(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && MacAddress.parse(name.substring(0, slash)).isPresent() ? name.substring(slash + 1) : name;
    }
}
