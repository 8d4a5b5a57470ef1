package dev.slipway.image.hybrid;

import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.partition.GptPartition;
import dev.slipway.image.partition.GptTable;
import dev.slipway.image.partition.Guid;
import dev.slipway.image.partition.Mbr;
import dev.slipway.image.partition.MbrPartition;
import dev.slipway.image.partition.PartitionType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The partition tables of a hybrid image: GPT for those who know it, and an MBR that names the same partitions for a
/// BIOS that wants an active one and for firmware that looks for the EFI system partition there.
///
/// @param identity where GUIDs and the disk signature come from
/// @param files partition 1, the file system
/// @param efi the EFI system partition
record PartitionLayout(Sha256 identity, SectorRange files, Optional<SectorRange> efi) {

    /// Drives read ahead; behind the last file there is room for it, as on every CD that is written in one track.
    private static final long READ_AHEAD_BYTES = 150 * HybridImage.BLOCK_BYTES;

    private static final long GPT_BACKUP_BYTES = 33 * SectorRange.SECTOR_BYTES;

    /// The image with the tables laid over its first and its last sectors.
    Image over(Image image, byte[] bootCode) {
        long end = Math.ceilDiv(image.size() + READ_AHEAD_BYTES + GPT_BACKUP_BYTES, HybridImage.BLOCK_BYTES)
                * HybridImage.BLOCK_BYTES;
        Image disk = image.overlay(end, Image.empty());
        GptTable gpt = GptTable.plan(end / SectorRange.SECTOR_BYTES, guid("disk"), gptPartitions());
        return gpt.overlay(disk).overlay(0, mbr(bootCode).encode());
    }

    private List<GptPartition> gptPartitions() {
        List<GptPartition> partitions = new ArrayList<>();
        partitions.add(
                GptPartition.of(PartitionType.BASIC_DATA, guid("files"), files.first(), files.last(), "Installer"));
        efi.ifPresent(esp -> partitions.add(GptPartition.of(
                PartitionType.EFI_SYSTEM, guid("efi"), esp.first(), esp.last(), "EFI system partition")));
        return partitions;
    }

    private Mbr mbr(byte[] bootCode) {
        List<MbrPartition> named = new ArrayList<>();
        named.add(new MbrPartition(true, PartitionType.MBR_HIDDEN, files.first(), mbrSectors(files)));
        efi.ifPresent(
                esp -> named.add(new MbrPartition(false, PartitionType.MBR_EFI_SYSTEM, esp.first(), mbrSectors(esp))));
        byte[] signature =
                identity.then("mbr".getBytes(StandardCharsets.US_ASCII)).bytes();
        long diskSignature = (signature[0] & 0xFFL) << 24
                | (signature[1] & 0xFFL) << 16
                | (signature[2] & 0xFFL) << 8
                | (signature[3] & 0xFFL);
        return Mbr.hybrid(bootCode, diskSignature, named);
    }

    private static long mbrSectors(SectorRange range) {
        return Math.min(range.count(), 0xFFFF_FFFFL - range.first());
    }

    private Guid guid(String what) {
        return Guid.fromDigest(
                identity.then(what.getBytes(StandardCharsets.US_ASCII)).bytes());
    }
}
