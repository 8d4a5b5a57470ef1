package dev.slipway.pxe.media;

import dev.slipway.builder.coreos.EmbedArea;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.LiveFlavour;
import dev.slipway.builder.inspection.MediumReading;
import dev.slipway.builder.menu.BootMenus;
import dev.slipway.builder.menu.MenuEntry;
import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.site.SiteDescriptor.SiteFile;
import dev.slipway.builder.site.SiteExtraction.Extracted;
import dev.slipway.image.FileIdentity;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Chooses what of a medium anybody may fetch. Named are those that may, not those that may not: what somebody
/// adds to a medium is nobody's business until it is known to be.
///
/// @param boot what the menu starts
/// @param byPath all of them
record ServedFiles(Optional<KernelBoot> boot, Map<String, MediaFile> byPath) {

    private static final int FILES_MAX = 256;

    ServedFiles {
        byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
    }

    static ServedFiles of(
            MediumReading medium, List<Extracted> userData, BackgroundDigests digests, FileIdentity identity)
            throws IOException {
        Directory tree = medium.iso().tree().root();
        Set<String> secret = secret(medium, userData);
        List<MenuEntry> entries = BootMenus.of(tree).entries().stream()
                .filter(entry -> starts(tree, secret, entry))
                .toList();
        Set<String> paths = new LinkedHashSet<>();
        for (MenuEntry entry : entries) {
            paths.add(entry.kernel());
            paths.addAll(entry.initrds());
        }
        medium.flavour().flatMap(flavour -> flavour.networkBoot(tree)).ifPresent(boot -> paths.addAll(boot.files()));
        tree.walk((path, node) -> {
            if (node instanceof RegularFile && isPackedRoot(path)) {
                paths.add(path);
            }
        });
        Map<String, MediaFile> files = new LinkedHashMap<>();
        for (String path : paths) {
            if (!secret.contains(path) && files.size() < FILES_MAX && tree.find(path) instanceof RegularFile file) {
                files.put(
                        path,
                        new MediaFile(
                                path,
                                file.content(),
                                digests.of(file.content()),
                                identity.modified().toInstant()));
            }
        }
        return new ServedFiles(entries.stream().findFirst().flatMap(entry -> boot(entry, files)), files);
    }

    private static Optional<KernelBoot> boot(MenuEntry entry, Map<String, MediaFile> files) {
        List<MediaFile> initrds = entry.initrds().stream()
                .flatMap(path -> Optional.ofNullable(files.get(path)).stream())
                .toList();
        return Optional.ofNullable(files.get(entry.kernel()))
                .map(kernel -> new KernelBoot(kernel, initrds, entry.arguments()));
    }

    /// Memory tests have no initial file system, and other systems' loaders are no files of this medium. An
    /// initial file system that is a site's own is left out, not the entry.
    private static boolean starts(Directory tree, Set<String> secret, MenuEntry entry) {
        return !secret.contains(entry.kernel())
                && tree.find(entry.kernel()) instanceof RegularFile
                && entry.initrds().stream()
                        .anyMatch(path -> !secret.contains(path) && tree.find(path) instanceof RegularFile);
    }

    private static Set<String> secret(MediumReading medium, List<Extracted> userData) throws IOException {
        Set<String> secret = new HashSet<>();
        secret.add(EmbedArea.FILE);
        userData.forEach(file -> secret.add(file.path()));
        SiteDescriptor.read(medium.iso().tree().root()).stream()
                .flatMap(descriptor -> descriptor.files().stream())
                .map(SiteFile::path)
                .forEach(secret::add);
        medium.flavour().ifPresent(flavour -> secret.addAll(flavour.userDataPaths()));
        return secret;
    }

    private static boolean isPackedRoot(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        String name = lower.substring(lower.lastIndexOf('/') + 1);
        return name.endsWith(".squashfs") || name.equals("squashfs.img") || name.equals("rootfs.img");
    }

    /// Where the flavour has it, or else the only one that there is.
    static Optional<MediaFile> root(Optional<Flavour> flavour, Map<String, MediaFile> files) {
        Optional<MediaFile> expected = flavour.filter(LiveFlavour.class::isInstance)
                .map(LiveFlavour.class::cast)
                .flatMap(live -> Optional.ofNullable(files.get(live.squashfsPath())));
        if (expected.isPresent()) {
            return expected;
        }
        List<MediaFile> packed = new ArrayList<>();
        files.forEach((path, file) -> {
            if (isPackedRoot(path)) {
                packed.add(file);
            }
        });
        return packed.size() == 1 ? Optional.of(packed.getFirst()) : Optional.empty();
    }
}
