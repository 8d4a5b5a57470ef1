package dev.slipway.pxe.server;

import dev.slipway.image.Image;
import dev.slipway.pxe.configuration.LoaderPlan;
import dev.slipway.pxe.configuration.ServerConfiguration;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.loader.BootLoaders;
import dev.slipway.pxe.publish.PublishedFile;
import dev.slipway.pxe.publish.PublishedFiles;
import dev.slipway.pxe.trace.Step;
import dev.slipway.templates.GrubNetworkStart;
import dev.slipway.templates.Templates;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What boot loaders machines fetch first, by TFTP and HTTP, and the configuration with which GRUB begins.
///
/// @param files the loaders themselves
record Loaders(Context context, List<Addresses> addresses, BootLoaders files) implements PublishedFiles {

    private static final int GRUB_SECONDS = 10;

    /// GRUB knows no other.
    private static final int GRUB_HTTP_PORT = 80;

    /// Where the signed GRUBs of the distributions look.
    private static final Set<String> GRUB_STARTS =
            Set.of("grub/grub.cfg", "grub/x86_64-efi/grub.cfg", "grub/arm64-efi/grub.cfg");

    /// Opens the loaders that a configuration names.
    static BootLoaders open(ServerConfiguration configuration) {
        return configuration.loaders().directory().map(BootLoaders::with).orElseGet(BootLoaders::ofDistribution);
    }

    /// The loader for an architecture, where there is one.
    Optional<String> nameFor(ClientArchitecture architecture, LoaderPlan plan) {
        return Optional.ofNullable(plan.names().get(architecture))
                .or(() -> usual(architecture, plan.secureBoot()).stream()
                        .filter(files.names()::contains)
                        .findFirst());
    }

    /// The loaders that an architecture can run, the best first.
    private static List<String> usual(ClientArchitecture architecture, boolean secureBoot) {
        return switch (architecture) {
            case BIOS, HTTP_BIOS -> List.of("undionly.kpxe", "ipxe.pxe");
            case EFI_X64, EFI_BYTE_CODE, HTTP_X64, HTTP_BYTE_CODE ->
                secureBoot ? List.of("shimx64.efi") : List.of("ipxe.efi", "snponly.efi", "shimx64.efi");
            case EFI_ARM64, HTTP_ARM64 ->
                secureBoot ? List.of("shimaa64.efi") : List.of("ipxe-arm64.efi", "snponly-arm64.efi", "shimaa64.efi");
            case EFI_IA32, HTTP_IA32 -> List.of("ipxe-ia32.efi", "ipxe-i386.efi", "shimia32.efi");
            case EFI_ARM32, HTTP_ARM32 -> List.of("ipxe-arm32.efi");
        };
    }

    @Override
    public Optional<PublishedFile> find(String name, InetAddress client) {
        boolean reachable = context.plan().configuration().http().port() == GRUB_HTTP_PORT;
        return reachable && GRUB_STARTS.contains(withoutMac(name))
                ? Optional.of(grubStart(name, client))
                : files.find(name, client);
    }

    private PublishedFile grubStart(String name, InetAddress client) {
        String folder = context.plan().origin(Addresses.towards(addresses, client)) + BootUrls.GRUB + "/";
        String text = Templates.builtIn().render(new GrubNetworkStart(folder, GRUB_SECONDS));
        return new PublishedFile(name, Image.ofBytes(text.getBytes(StandardCharsets.UTF_8)), Step.LOADER_SENT);
    }

    private static String withoutMac(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && MacAddress.parse(name.substring(0, slash)).isPresent() ? name.substring(slash + 1) : name;
    }
}
