package dev.slipway.builder.verification;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.menu.BootMenus;
import dev.slipway.builder.verification.Finding.Fail;
import dev.slipway.builder.verification.Finding.NotApplicable;
import dev.slipway.builder.verification.Finding.Pass;
import dev.slipway.image.iso9660.BootCatalog;
import dev.slipway.image.iso9660.BootPlatform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rules about what happens when the image boots.
final class BootRules {

    private static final long BLOCK_BYTES = 2048;
    private static final int GRUB_SECTOR_AT = 0x1B0;
    private static final Pattern LABEL = Pattern.compile("(?:CD)?LABEL=([A-Za-z0-9_.-]+)");

    static final List<Rule<Subject>> ALL = List.of(
            new Rule<>("boots", "the boot catalog has an entry that may be booted", BootRules::boots),
            new Rule<>(
                    "boot-images-inside-image",
                    "every boot entry points into the image",
                    BootRules::bootImagesInsideImage),
            new Rule<>(
                    "mbr-code-finds-loader",
                    "the code of the MBR knows where the boot file lies: a USB boot under BIOS hangs where it does not",
                    BootRules::mbrCodeFindsLoader),
            new Rule<>(
                    "grub-configs-equal",
                    "all copies of a boot menu are equal: CD and USB, BIOS and UEFI boot the same",
                    BootRules::grubConfigsEqual),
            new Rule<>("label-found", "boot menus look for the label that the volume has", BootRules::labelFound),
            new Rule<>(
                    "kernel-arguments",
                    "every kernel line has what the flavour needs to find its user-data",
                    BootRules::kernelArguments));

    private BootRules() {}

    private static Finding boots(Subject subject) {
        Optional<BootCatalog> catalog = subject.iso().volume().bootCatalog();
        if (catalog.isEmpty()) {
            return new Fail("there is no boot catalog");
        }
        List<String> platforms = catalog.get().images().stream()
                .filter(boot -> boot.entry().bootable())
                .map(boot -> boot.platform() == BootPlatform.UEFI.id() ? "UEFI" : "BIOS")
                .toList();
        return platforms.isEmpty() ? new Fail("no entry may be booted") : new Pass(String.join(", ", platforms));
    }

    private static Finding bootImagesInsideImage(Subject subject) {
        Optional<BootCatalog> catalog = subject.iso().volume().bootCatalog();
        if (catalog.isEmpty()) {
            return new NotApplicable("there is no boot catalog");
        }
        long size = subject.iso().image().size();
        List<String> problems = catalog.get().images().stream()
                .filter(boot -> boot.entry().block() * BLOCK_BYTES >= size)
                .map(boot -> "an entry points at block %d, behind the end"
                        .formatted(boot.entry().block()))
                .toList();
        return Finding.of(problems, "");
    }

    private static Finding mbrCodeFindsLoader(Subject subject) {
        Optional<BootCatalog.Image> grub = subject.iso().volume().bootCatalog().stream()
                .flatMap(catalog -> catalog.images().stream())
                .filter(boot -> boot.platform() == BootPlatform.BIOS.id() && boot.grub2BootInfo())
                .findFirst();
        if (grub.isEmpty() || subject.iso().mbr().isEmpty()) {
            return new NotApplicable("there is no GRUB for BIOS, or no MBR");
        }
        ByteBuffer code = ByteBuffer.wrap(subject.iso().mbr().get().bootCode()).order(ByteOrder.LITTLE_ENDIAN);
        long known = code.getLong(GRUB_SECTOR_AT);
        // cdboot takes the first 2048 bytes of the boot file; a disk begins behind it.
        long expected = grub.get().entry().block() * 4 + 4;
        return known == expected
                ? new Pass("sector %d".formatted(known))
                : new Fail("it looks at sector %d, the loader lies at sector %d".formatted(known, expected));
    }

    private static Finding grubConfigsEqual(Subject subject) {
        Map<String, String> menus = new LinkedHashMap<>();
        subject.menus().files().forEach((path, text) -> addMenu("/" + path, text, menus));
        subject.efiMenus().files().forEach((path, text) -> addMenu("EFI system partition:/" + path, text, menus));
        if (menus.isEmpty()) {
            return new NotApplicable("there is no grub.cfg with a menu");
        }
        return new TreeSet<>(menus.values()).size() == 1
                ? new Pass(String.join(", ", menus.keySet()))
                : new Fail("these differ: " + String.join(", ", menus.keySet()));
    }

    /// Short files that only lead to another one are no copies of it.
    private static void addMenu(String path, String text, Map<String, String> menus) {
        if (path.endsWith("/grub.cfg") && text.contains("menuentry")) {
            menus.put(path, text);
        }
    }

    private static Finding labelFound(Subject subject) {
        String volumeId = subject.iso().volume().primary().labels().volumeId();
        List<String> wanted = new ArrayList<>();
        for (BootMenus menus : List.of(subject.menus(), subject.efiMenus())) {
            for (String text : menus.files().values()) {
                Matcher matcher = LABEL.matcher(text);
                while (matcher.find()) {
                    wanted.add(matcher.group(1));
                }
            }
        }
        if (wanted.isEmpty()) {
            return new NotApplicable("no boot menu looks for a label");
        }
        return wanted.contains(volumeId)
                ? new Pass(volumeId)
                : new Fail("they look for %s, the volume is %s".formatted(new TreeSet<>(wanted), volumeId));
    }

    private static Finding kernelArguments(Subject subject) {
        Optional<Flavour> flavour = subject.medium().flavour();
        if (flavour.isEmpty() || flavour.get().requiredArguments().isEmpty()) {
            return new NotApplicable("no flavour that needs any");
        }
        if (subject.medium().userData().isEmpty()) {
            return new NotApplicable("there is no user-data to be found");
        }
        List<String> wanted = flavour.get().requiredArguments();
        List<String> lacking = new ArrayList<>();
        for (BootMenus menus : List.of(subject.menus(), subject.efiMenus())) {
            lacking.addAll(
                    menus.withArguments(wanted).differingFrom(menus).files().keySet());
        }
        return lacking.isEmpty()
                ? new Pass(String.join(" ", wanted))
                : new Fail("%s lacks %s".formatted(String.join(", ", lacking), String.join(" ", wanted)));
    }
}
