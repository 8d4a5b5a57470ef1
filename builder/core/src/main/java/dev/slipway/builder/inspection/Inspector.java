package dev.slipway.builder.inspection;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.inspection.ImageInspection.BakedUserData;
import dev.slipway.builder.inspection.ImageInspection.BootEntry;
import dev.slipway.builder.inspection.ImageInspection.Partition;
import dev.slipway.builder.inspection.ImageInspection.TreeEntry;
import dev.slipway.builder.inspection.ImageInspection.Volume;
import dev.slipway.builder.inspection.MediumReading.BakedFile;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.image.hybrid.HybridIso;
import dev.slipway.image.iso9660.BootCatalog;
import dev.slipway.image.iso9660.BootPlatform;
import dev.slipway.image.iso9660.Hierarchy;
import dev.slipway.image.iso9660.VolumeLabels;
import dev.slipway.image.partition.GptPartition;
import dev.slipway.image.partition.Guid;
import dev.slipway.image.partition.MbrPartition;
import dev.slipway.image.partition.PartitionType;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Special;
import dev.slipway.image.tree.Node.Symlink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Turns what was read of a medium into facts for people.
final class Inspector {

    private final MediumReading medium;
    private final HybridIso iso;

    Inspector(MediumReading medium) {
        this.medium = medium;
        iso = medium.iso();
    }

    ImageInspection inspect() {
        return new ImageInspection(
                medium.file(),
                iso.image().size(),
                volume(),
                bootEntries(),
                partitionTable(),
                partitions(),
                medium.flavour().map(Flavour::name),
                userData(),
                tree());
    }

    private Volume volume() {
        VolumeLabels labels = iso.volume().primary().labels();
        List<String> extensions = new ArrayList<>();
        if (iso.volume().hierarchies().contains(Hierarchy.ROCK_RIDGE)) {
            extensions.add("Rock Ridge");
        }
        if (iso.volume().joliet().isPresent()) {
            extensions.add("Joliet");
        }
        if (iso.volume().bootCatalog().isPresent()) {
            extensions.add("El Torito");
        }
        return new Volume(
                labels.volumeId(),
                labels.systemId(),
                labels.publisherId(),
                labels.preparerId(),
                labels.applicationId(),
                labels.date().instant().map(Instant::toString),
                iso.volume().primary().spaceBlocks(),
                extensions);
    }

    private List<BootEntry> bootEntries() {
        return iso.volume().bootCatalog().stream()
                .flatMap(catalog -> catalog.images().stream())
                .map(this::bootEntry)
                .toList();
    }

    private BootEntry bootEntry(BootCatalog.Image boot) {
        String platform = boot.platform() == BootPlatform.UEFI.id()
                ? "UEFI"
                : boot.platform() == BootPlatform.BIOS.id() ? "BIOS" : "0x%02x".formatted(boot.platform());
        return new BootEntry(
                platform,
                boot.entry().bootable(),
                boot.entry().block(),
                boot.entry().sectors(),
                pathAt(boot.entry().block()));
    }

    private Optional<String> pathAt(long block) {
        List<String> paths = new ArrayList<>();
        iso.tree().root().walk((path, node) -> {
            if (node instanceof RegularFile
                    && iso.tree().locationOf(node).extents().stream().anyMatch(extent -> extent.block() == block)) {
                paths.add("/" + path);
            }
        });
        return paths.stream().findFirst();
    }

    private String partitionTable() {
        if (iso.gpt().isPresent()) {
            long named = iso.mbr().stream()
                    .flatMap(mbr -> mbr.partitions().stream())
                    .filter(partition -> !partition.isNone() && partition.type() != PartitionType.MBR_PROTECTIVE)
                    .count();
            return named > 0 ? "hybrid" : "gpt";
        }
        return iso.mbr().isPresent() ? "mbr" : "none";
    }

    private List<Partition> partitions() {
        List<Partition> partitions = new ArrayList<>();
        if (iso.gpt().isPresent()) {
            List<GptPartition> all = iso.gpt().get().partitions();
            for (int i = 0; i < all.size(); i++) {
                GptPartition partition = all.get(i);
                if (partition.isUsed()) {
                    partitions.add(new Partition(
                            i + 1,
                            typeName(partition.type()),
                            partition.name(),
                            partition.firstLba(),
                            partition.sectors()));
                }
            }
            return partitions;
        }
        List<MbrPartition> records = iso.mbr().map(mbr -> mbr.partitions()).orElse(List.of());
        for (int i = 0; i < records.size(); i++) {
            MbrPartition partition = records.get(i);
            if (!partition.isNone()) {
                partitions.add(new Partition(
                        i + 1,
                        "0x%02x".formatted(partition.type()),
                        partition.active() ? "active" : "",
                        partition.firstLba(),
                        partition.sectors()));
            }
        }
        return partitions;
    }

    private static String typeName(Guid type) {
        if (type.equals(PartitionType.EFI_SYSTEM)) {
            return "EFI system";
        }
        if (type.equals(PartitionType.BASIC_DATA)) {
            return "basic data";
        }
        return type.equals(PartitionType.LINUX_DATA) ? "Linux data" : type.toString();
    }

    private Optional<BakedUserData> userData() {
        if (medium.userData().isEmpty()) {
            return Optional.empty();
        }
        BakedFile baked = medium.userData().get();
        try {
            byte[] bytes = baked.node().content().toByteArray(BootConfiguration.SIZE_BYTES_MAX);
            return Optional.of(new BakedUserData("/" + baked.path(), bytes.length, BootConfiguration.masked(bytes)));
        } catch (IllegalStateException e) {
            long size = baked.node().content().size();
            return Optional.of(new BakedUserData("/" + baked.path(), size, "(not shown: too large)\n"));
        } catch (IOException e) {
            throw Problem.input("image.unreadable", "the user-data cannot be read")
                    .at(medium.file() + ":/" + baked.path())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }

    private List<TreeEntry> tree() {
        List<TreeEntry> entries = new ArrayList<>();
        iso.tree()
                .root()
                .walk((path, node) -> entries.add(new TreeEntry(
                        "/" + path,
                        mode(node),
                        node.metadata().uid(),
                        node.metadata().gid(),
                        node instanceof RegularFile file ? file.content().size() : 0,
                        node instanceof Symlink link
                                ? Optional.of(new String(link.target(), StandardCharsets.UTF_8))
                                : Optional.empty())));
        return entries;
    }

    private static String mode(Node node) {
        char kind = switch (node) {
            case Directory ignored -> 'd';
            case RegularFile ignored -> '-';
            case Symlink ignored -> 'l';
            case Special special ->
                switch (special.kind()) {
                    case CHARACTER_DEVICE -> 'c';
                    case BLOCK_DEVICE -> 'b';
                    case FIFO -> 'p';
                    case SOCKET -> 's';
                };
        };
        int permissions = node.metadata().permissions();
        StringBuilder text = new StringBuilder().append(kind);
        for (int shift = 6; shift >= 0; shift -= 3) {
            int bits = (permissions >> shift) & 7;
            boolean special = ((permissions >> 9) & (1 << (shift / 3))) != 0;
            char set = shift == 0 ? 't' : 's';
            text.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-');
            boolean executable = (bits & 1) != 0;
            char plain = executable ? 'x' : '-';
            String shown = String.valueOf(set);
            text.append(special ? (executable ? shown : shown.toUpperCase(Locale.ROOT)) : String.valueOf(plain));
        }
        return text.toString();
    }
}
