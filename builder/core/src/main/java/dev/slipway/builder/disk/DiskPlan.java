package dev.slipway.builder.disk;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.installer.MediumBase;
import dev.slipway.builder.loader.InstalledLoaders;
import dev.slipway.image.Image;
import dev.slipway.image.partition.GptPartition;
import dev.slipway.image.partition.GptTable;
import dev.slipway.image.partition.Mbr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/// Puts the disk together: boot code, partition tables, and the partitions with what they hold.
record DiskPlan(
        InstalledDiskRequest request,
        InstallSettings settings,
        DiskIdentity identity,
        InstalledLoaders loaders,
        SystemFiles system) {

    /// Hands back to the BIOS, which goes on to its next device; one that does not gets a processor that rests.
    private static final byte[] NO_BOOT_CODE = {(byte) 0xCD, 0x18, (byte) 0xF4, (byte) 0xEB, (byte) 0xFD};

    private static final int SECTOR_BYTES = GptTable.SECTOR_BYTES;
    /// The first mebibyte belongs to no partition.
    private static final long FIRST_USABLE_SECTOR = DiskLayout.MEBIBYTE / SECTOR_BYTES;

    InstalledDisk with(SiteContent content, MediumBase base) {
        SortedMap<String, Long> room = OemPartition.roomFor(content);
        long siteBytes = room.values().stream().mapToLong(Long::longValue).sum();
        DiskLayout layout = DiskLayout.plan(request.diskBytes(), settings, system.bytes(), siteBytes);
        DiskPartition place = layout.partition(DiskPartition.OEM);
        OemPartition oem = new OemPartition(place.size(), identity.fileSystem(place), identity.time(), room);
        DiskFileSystems fileSystems = new DiskFileSystems(request, settings, identity, layout);
        List<Image> parts = new ArrayList<>();
        long end = 0;
        for (DiskPartition partition : layout.partitions()) {
            Image whole = partition.number() == DiskPartition.OEM
                    ? oem.plan(content)
                    : fileSystems.of(partition, loaders, system);
            parts.add(Image.zeros(partition.start() - end));
            parts.add(whole.then(Image.zeros(partition.size() - whole.size())));
            end = partition.start() + partition.size();
        }
        parts.add(Image.zeros(request.diskBytes() - end));
        Image disk = withTables(Image.concat(parts), layout);
        return new InstalledDisk(disk, place.start(), oem.siteBytes(content), oem, settings, base);
    }

    private Image withTables(Image disk, DiskLayout layout) {
        long sectors = request.diskBytes() / SECTOR_BYTES;
        List<GptPartition> entries = layout.partitions().stream()
                .sorted(Comparator.comparingInt(DiskPartition::number))
                .map(partition -> GptPartition.of(
                        partition.type(),
                        identity.guid("partition " + partition.number()),
                        partition.start() / SECTOR_BYTES,
                        (partition.start() + partition.size()) / SECTOR_BYTES - 1,
                        partition.name()))
                .toList();
        GptTable table = new GptTable(
                sectors, identity.guid("disk"), FIRST_USABLE_SECTOR, sectors - GptTable.REGION_SECTORS - 1, entries);
        byte[] bootCode = loaders.bios().map(InstalledLoaders.Bios::bootCode).orElse(NO_BOOT_CODE);
        return table.overlay(disk)
                .overlay(0, Mbr.protective(bootCode, 0, sectors).encode());
    }
}
