package dev.slipway.image.hybrid;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.iso9660.BootCatalog;
import dev.slipway.image.iso9660.BootPlatform;
import dev.slipway.image.iso9660.BootRequest;
import dev.slipway.image.iso9660.IsoLayout;
import dev.slipway.image.iso9660.IsoRequest;
import dev.slipway.image.partition.Mbr;
import dev.slipway.image.partition.MbrPartition;
import dev.slipway.image.partition.PartitionType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Files added to an ISO that exists: its data stays where it is, new directories and files are laid behind it, the
/// descriptors are laid over the old ones, and the partitions grow around what is new.
///
/// An EFI system partition that lies behind the base's files would end up inside partition 1; it is laid behind that
/// once more, and everything that names it is told. The old copy stays where it was, in nobody's way.
public final class HybridGraft {

    private static final int CATALOG_ENTRY_BYTES = 32;
    private static final int CATALOG_ENTRIES_MAX = 64;

    private final Image image;
    private final IsoLayout layout;

    private HybridGraft(Image image, IsoLayout layout) {
        this.image = image;
        this.layout = layout;
    }

    /// Plans the result.
    ///
    /// @throws IllegalArgumentException where the request contradicts itself or a format
    public static HybridGraft plan(HybridIso base, GraftRequest request) throws IOException {
        IsoLayout layout = IsoLayout.plan(isoRequest(base, request));
        Image image = layout.over(base.image()).padTo(HybridImage.BLOCK_BYTES);
        Optional<SectorRange> efi = base.efi();
        if (efi.isPresent() && mustMove(base, request, efi.get())) {
            Image content = request.efiSystemPartition()
                    .orElse(efi.get().of(base.image()))
                    .padTo(HybridImage.BLOCK_BYTES);
            SectorRange moved = SectorRange.ofBytes(image.size(), content.size());
            image = tellCatalog(base, image.then(content), efi.get(), moved);
            efi = Optional.of(moved);
        }
        return new HybridGraft(withTables(base, request, layout, image, efi), layout);
    }

    /// The whole image.
    public Image image() {
        return image;
    }

    /// Where everything lies.
    public IsoLayout layout() {
        return layout;
    }

    private static IsoRequest isoRequest(HybridIso base, GraftRequest request) {
        long startBlock = Math.ceilDiv(base.image().size(), HybridImage.BLOCK_BYTES);
        IsoRequest iso = IsoRequest.of(request.tree(), request.labels())
                .withJoliet(base.volume().joliet().isPresent())
                .withBoot(base.volume()
                        .bootCatalog()
                        .<BootRequest>map(catalog -> new BootRequest.Existing(catalog.block()))
                        .orElse(new BootRequest.None()))
                .withGraft(new IsoRequest.Graft(base.tree().locations(), startBlock));
        if (base.partitionBlock().isPresent()) {
            iso = iso.withPartition(
                    IsoRequest.Partition.at(base.partitionBlock().getAsLong()));
        }
        return request.siteArea().isPresent()
                ? iso.withSiteArea(request.siteArea().get())
                : iso;
    }

    private static boolean mustMove(HybridIso base, GraftRequest request, SectorRange efi) {
        return request.efiSystemPartition().isPresent()
                || (base.filesPartition().isPresent()
                        && efi.last() >= base.filesPartition().getAsLong());
    }

    /// Changes the place in the boot catalog's entry for UEFI.
    private static Image tellCatalog(HybridIso base, Image image, SectorRange before, SectorRange now)
            throws IOException {
        Optional<BootCatalog> catalog = base.volume().bootCatalog();
        if (catalog.isEmpty()
                || catalog.get().images().stream().noneMatch(boot -> boot.platform() == BootPlatform.UEFI.id())) {
            return image;
        }
        long oldBlock = before.offset() / HybridImage.BLOCK_BYTES;
        long start = catalog.get().block() * HybridImage.BLOCK_BYTES;
        try (ImageReader reader = ImageReader.of(image)) {
            for (int i = 1; i < CATALOG_ENTRIES_MAX; i++) {
                long offset = start + (long) i * CATALOG_ENTRY_BYTES;
                ByteBuffer entry = reader.read("El Torito boot catalog", offset, CATALOG_ENTRY_BYTES);
                boolean bootable = Byte.toUnsignedInt(entry.get(0)) == 0x88;
                if (bootable && Integer.toUnsignedLong(entry.getInt(8)) == oldBlock) {
                    return image.overlay(offset, moved(entry, before, now));
                }
            }
        }
        return image;
    }

    private static Image moved(ByteBuffer entry, SectorRange before, SectorRange now) {
        ByteBuffer changed = ByteBuffer.allocate(CATALOG_ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        changed.put(0, entry, 0, CATALOG_ENTRY_BYTES);
        changed.putInt(8, (int) (now.offset() / HybridImage.BLOCK_BYTES));
        if (Short.toUnsignedLong(entry.getShort(6)) == before.count()) {
            changed.putShort(6, (short) (now.count() > 0xFFFF ? 0 : now.count()));
        }
        return Image.ofBytes(changed.array());
    }

    private static Image withTables(
            HybridIso base, GraftRequest request, IsoLayout layout, Image image, Optional<SectorRange> efi) {
        long end = SectorRange.ofBlocks(0, layout.blocks()).count();
        long first = base.filesPartition().orElse(0);
        if (base.gpt().isPresent() && first > 0) {
            byte[] bootCode = base.mbr().map(Mbr::bootCode).orElse(new byte[0]);
            SectorRange files = new SectorRange(first, end - first);
            return new PartitionLayout(request.identity(), files, efi).over(image, bootCode);
        }
        if (base.mbr().isEmpty()) {
            return image;
        }
        // A GPT with a partition that begins at sector 0, as isohybrid makes it, is none that anybody may follow: its
        // backup would have to move with the end, and no sound one can say the same. The MBR says it all.
        Image plain = base.gpt().isPresent()
                ? image.overlay(SectorRange.SECTOR_BYTES, Image.zeros(SectorRange.SECTOR_BYTES))
                : image;
        return plain.overlay(0, grown(base.mbr().get(), end, efi).encode());
    }

    /// The base's MBR with its first partition grown to the end of the files.
    private static Mbr grown(Mbr mbr, long endSector, Optional<SectorRange> efi) {
        List<MbrPartition> partitions = new ArrayList<>();
        boolean first = true;
        for (MbrPartition partition : mbr.partitions()) {
            if (partition.type() == PartitionType.MBR_EFI_SYSTEM && efi.isPresent()) {
                SectorRange range = efi.get();
                partitions.add(new MbrPartition(partition.active(), partition.type(), range.first(), range.count()));
            } else if (first && partition.sectors() > 0) {
                // Of any type: isohybrid's is 0, which is no partition to those who mount, and boots all the same.
                partitions.add(new MbrPartition(
                        partition.active(), partition.type(), partition.firstLba(), endSector - partition.firstLba()));
                first = false;
            } else {
                partitions.add(partition);
            }
        }
        return new Mbr(mbr.bootCode(), mbr.diskSignature(), partitions);
    }
}
