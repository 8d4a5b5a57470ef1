package dev.slipway.builder.disk;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.partition.Guid;
import dev.slipway.image.partition.PartitionType;
import java.util.ArrayList;
import java.util.List;

/// The partitions of the installed disk: where each begins and how large it is, as the reference base's installer
/// has it (`slipway_host/install/layout.py`). Only COS_OEM lies behind COS_STATE here: what differs by site comes
/// late.
///
/// @param partitions in the order of their places
record DiskLayout(List<DiskPartition> partitions) {

    static final long MEBIBYTE = 1L << 20;

    private static final int BIOS_MEBIBYTES = 1;
    private static final int EFI_MEBIBYTES = 64;
    private static final int OEM_MEBIBYTES = 64;
    /// So that later images, which grow, still fit twice.
    private static final int STATE_MEBIBYTES_MIN = 2048;
    /// Journal, inodes and the loader's files.
    private static final int STATE_SPARE_MEBIBYTES = 192;
    private static final int OEM_SPARE_MEBIBYTES = 12;
    /// The second partition table.
    private static final int LAST_MEBIBYTES = 1;

    DiskLayout {
        partitions = List.copyOf(partitions);
    }

    /// Works them out.
    ///
    /// @param systemBytes what COS_STATE holds
    /// @param siteBytes what COS_OEM may hold
    static DiskLayout plan(long diskBytes, InstallSettings settings, long systemBytes, long siteBytes) {
        List<Wish> wishes = wishes(settings, systemBytes, siteBytes);
        long least = wishes.stream().mapToLong(Wish::least).sum() + 1 + LAST_MEBIBYTES;
        if (diskBytes < least * MEBIBYTE) {
            throw Problem.usage("disk.too-small", "the disk is too small")
                    .because("it has %d MiB, and %d MiB are needed".formatted(diskBytes / MEBIBYTE, least))
                    .fix("make it larger: --disk-size")
                    .exception();
        }
        List<DiskPartition> placed = new ArrayList<>();
        long start = MEBIBYTE;
        long end = (diskBytes / MEBIBYTE - LAST_MEBIBYTES) * MEBIBYTE;
        for (Wish wish : wishes) {
            long size = wish.mebibytes > 0 ? wish.mebibytes * MEBIBYTE : end - start;
            placed.add(new DiskPartition(wish.number, wish.name, wish.type, start, size, wish.fileSystem, wish.label));
            start += size;
        }
        return new DiskLayout(placed);
    }

    private static List<Wish> wishes(InstallSettings settings, long systemBytes, long siteBytes) {
        List<Wish> wishes = new ArrayList<>();
        wishes.add(new Wish(DiskPartition.BIOS, "BIOS", PartitionType.BIOS_BOOT, BIOS_MEBIBYTES, "none", ""));
        wishes.add(
                new Wish(DiskPartition.EFI, "COS_GRUB", PartitionType.EFI_SYSTEM, EFI_MEBIBYTES, "vfat", "COS_GRUB"));
        wishes.add(Wish.ofLinux(DiskPartition.STATE, "COS_STATE", state(settings, systemBytes)));
        wishes.add(Wish.ofLinux(DiskPartition.OEM, "COS_OEM", oem(settings, siteBytes)));
        Wish persistent = Wish.ofLinux(DiskPartition.PERSISTENT, "COS_PERSISTENT", settings.persistentMebibytes());
        if (settings.persistentMebibytes() > 0) {
            wishes.add(persistent);
        }
        for (int i = 0; i < settings.extras().size(); i++) {
            ExtraPartition extra = settings.extras().get(i);
            Guid type = extra.fileSystem().equals("vfat") ? PartitionType.BASIC_DATA : PartitionType.LINUX_DATA;
            wishes.add(new Wish(
                    DiskPartition.FIRST_EXTRA + i,
                    extra.nameAt(i),
                    type,
                    extra.mebibytes(),
                    extra.fileSystem(),
                    extra.label()));
        }
        if (settings.persistentMebibytes() == 0) {
            wishes.add(persistent);
        }
        return wishes;
    }

    /// The user-data twice (a new version beside the old one), with room to spare.
    private static long oem(InstallSettings settings, long siteBytes) {
        long least = OEM_SPARE_MEBIBYTES + 2 * Math.ceilDiv(siteBytes, MEBIBYTE);
        long wanted = settings.oemMebibytes().orElse(Math.max(OEM_MEBIBYTES, least));
        if (wanted < least) {
            throw InstallSettings.tooSmall("oem", wanted, least).exception();
        }
        return wanted;
    }

    /// Two sets of images, so that an upgrade can be written beside the running one.
    private static long state(InstallSettings settings, long systemBytes) {
        long one = Math.ceilDiv(systemBytes * 102 / 100, MEBIBYTE) + 1;
        long wanted = settings.stateMebibytes().orElse(Math.max(STATE_MEBIBYTES_MIN, 2 * one + STATE_SPARE_MEBIBYTES));
        if (wanted < one + STATE_SPARE_MEBIBYTES) {
            throw InstallSettings.tooSmall("state", wanted, one + STATE_SPARE_MEBIBYTES)
                    .exception();
        }
        return wanted;
    }

    DiskPartition partition(int number) {
        return partitions.stream()
                .filter(partition -> partition.number() == number)
                .findFirst()
                .orElseThrow();
    }

    /// A partition with a size in MiB, 0 for the rest of the disk.
    private record Wish(int number, String name, Guid type, long mebibytes, String fileSystem, String label) {

        static Wish ofLinux(int number, String name, long mebibytes) {
            return new Wish(number, name, PartitionType.LINUX_DATA, mebibytes, "ext4", name);
        }

        long least() {
            if (mebibytes > 0) {
                return mebibytes;
            }
            return number == DiskPartition.PERSISTENT ? InstallSettings.PERSISTENT_MEBIBYTES_MIN : 1;
        }
    }
}
