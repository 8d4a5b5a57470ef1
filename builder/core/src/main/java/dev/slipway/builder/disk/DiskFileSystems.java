package dev.slipway.builder.disk;

import dev.slipway.builder.loader.InstalledLoaders;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.ext4.Ext4Image;
import dev.slipway.image.ext4.Ext4Options;
import dev.slipway.image.fat.FatImage;
import dev.slipway.image.fat.FatOptions;
import dev.slipway.image.fat.FatType;
import dev.slipway.image.partition.GptTable;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.templates.InstalledEfiConfig;
import dev.slipway.templates.InstalledGrubConfig;
import dev.slipway.templates.Template;
import dev.slipway.templates.Templates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/// What the partitions hold that are the same for all sites.
record DiskFileSystems(
        InstalledDiskRequest request, InstallSettings settings, DiskIdentity identity, DiskLayout layout) {

    private static final String CONSOLE = "console=";
    /// A handful of large files.
    private static final long STATE_BYTES_PER_INODE = 1 << 20;

    Image of(DiskPartition partition, InstalledLoaders loaders, SystemFiles system) {
        return switch (partition.number()) {
            case DiskPartition.BIOS ->
                loaders.bios().map(InstalledLoaders.Bios::core).orElse(Image.empty());
            case DiskPartition.EFI -> fat(partition, efiTree(loaders));
            case DiskPartition.STATE ->
                Ext4Image.plan(
                        stateTree(system),
                        ext4(partition).withReservedPercent(0).withBytesPerInode(STATE_BYTES_PER_INODE));
            default -> empty(partition);
        };
    }

    private Image empty(DiskPartition partition) {
        Directory tree = tree().build();
        return switch (partition.fileSystem()) {
            case "ext4" -> Ext4Image.plan(tree, ext4(partition));
            case "vfat" -> fat(partition, tree);
            default -> Image.empty();
        };
    }

    private Ext4Options ext4(DiskPartition partition) {
        return fitting(
                partition,
                () -> Ext4Options.of(
                        partition.size(), partition.label(), identity.fileSystem(partition), identity.time()));
    }

    private Image fat(DiskPartition partition, Directory tree) {
        UUID uuid = identity.fileSystem(partition);
        long serial = uuid.getMostSignificantBits() >>> Integer.SIZE;
        return fitting(
                partition,
                () -> FatImage.plan(
                        tree,
                        FatOptions.of(partition.label(), serial)
                                .withType(FatType.FAT32)
                                .withFixedBytes(partition.size())
                                .withHiddenSectors(partition.start() / GptTable.SECTOR_BYTES)));
    }

    /// Sizes and labels of the user's own partitions may be beyond what a file system can have.
    private static <T> T fitting(DiskPartition partition, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw Problem.input("disk.file-system", "partition %s cannot be made".formatted(partition.name()))
                    .because(String.valueOf(e.getMessage()))
                    .fix("change its size or its label in the user-data's 'install'")
                    .exception(e);
        }
    }

    private TreeBuilder tree() {
        return new TreeBuilder(Metadata.of(0755, identity.time()));
    }

    private RegularFile file(Image content) {
        return new RegularFile(Metadata.of(0644, identity.time()), content);
    }

    private RegularFile text(Template model) {
        return file(Image.ofBytes(Templates.builtIn().render(model).getBytes(StandardCharsets.UTF_8)));
    }

    private Directory efiTree(InstalledLoaders loaders) {
        TreeBuilder tree = tree();
        tree.put("EFI/debian/grub.cfg", text(new InstalledEfiConfig(uuid(DiskPartition.STATE))));
        loaders.efi().forEach((name, content) -> tree.put("EFI/BOOT/" + name, file(content)));
        return tree.build();
    }

    private Directory stateTree(SystemFiles system) {
        return tree().put("active/vmlinuz", file(system.kernel()))
                .put("active/initrd.img", file(system.initrd()))
                .put("active/root.squashfs", file(system.root()))
                .put("grub/grub.cfg", text(menu()))
                .build();
    }

    private InstalledGrubConfig menu() {
        List<String> consoles =
                new ArrayList<>(request.architecture().processor().consoles());
        List<String> arguments = new ArrayList<>(settings.arguments());
        for (String argument : request.kernelArguments()) {
            (argument.startsWith(CONSOLE) ? consoles : arguments).add(argument);
        }
        return new InstalledGrubConfig(
                uuid(DiskPartition.STATE),
                uuid(DiskPartition.OEM),
                uuid(DiskPartition.PERSISTENT),
                consoles,
                arguments);
    }

    private String uuid(int number) {
        return identity.fileSystem(layout.partition(number)).toString();
    }
}
