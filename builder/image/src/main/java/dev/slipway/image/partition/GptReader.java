package dev.slipway.image.partition;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.partition.GptReading.Copy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a GPT as UEFI 2.10, section 5.3.2 wants it: the primary table where it is sound, or else the backup, with
/// everything that is wrong listed on the way.
public final class GptReader {

    private static final long PRIMARY_LBA = 1;
    private static final String SIGNATURE = "GPT header";
    private static final long SIGNATURE_VALUE = 0x5452_4150_2049_4645L;

    private final ImageReader disk;
    private final long lastLba;
    private final List<GptFinding> findings = new ArrayList<>();

    private GptReader(ImageReader disk) {
        this.disk = disk;
        lastLba = disk.size() / GptTable.SECTOR_BYTES - 1;
    }

    /// Reads the table of a disk.
    ///
    /// @throws MalformedImageException where neither copy can be read; it tells what is wrong with the primary
    public static GptReading read(Image disk) throws IOException {
        try (ImageReader reader = ImageReader.of(disk)) {
            return read(reader);
        }
    }

    /// As [#read(Image)].
    public static GptReading read(ImageReader disk) throws IOException {
        return new GptReader(disk).read();
    }

    static boolean hasSignature(ImageReader disk, long lba) throws IOException {
        long offset = lba * GptTable.SECTOR_BYTES;
        return lba > 0
                && offset + GptTable.SECTOR_BYTES <= disk.size()
                && disk.read(SIGNATURE, offset, Long.BYTES).getLong() == SIGNATURE_VALUE;
    }

    private GptReading read() throws IOException {
        Attempt primary = attempt(PRIMARY_LBA, Copy.PRIMARY);
        Attempt backup = attempt(backupLba(primary), Copy.BACKUP);
        protectiveMbr();
        if (primary.failure != null && backup.failure != null) {
            throw primary.failure;
        }
        Attempt trusted = primary.failure == null ? primary : backup;
        GptHeader header = requireNonNull(trusted.header, "a copy without failure has a header");
        if (primary.header != null && backup.header != null) {
            GptChecks.agreement(primary.header, backup.header, this::add);
        }
        GptTable table = new GptTable(
                lastLba + 1, header.diskGuid(), header.firstUsableLba(), header.lastUsableLba(), trusted.partitions);
        GptChecks.partitions(table, this::add);
        findings.sort(Comparator.comparing(GptFinding::rule));
        return new GptReading(table, trusted.copy, findings);
    }

    /// The last sector, or the one that the primary header names where the last holds no header: that happens when an
    /// image has grown.
    private long backupLba(Attempt primary) throws IOException {
        GptHeader header = primary.header;
        if (header == null || hasSignature(disk, lastLba)) {
            return lastLba;
        }
        long named = header.alternateLba();
        return named < lastLba && hasSignature(disk, named) ? named : lastLba;
    }

    private Attempt attempt(long lba, Copy copy) throws IOException {
        Attempt attempt = new Attempt(copy);
        try {
            long offset = lba * GptTable.SECTOR_BYTES;
            GptHeader header = GptHeader.decode(disk.read("GPT header", offset, GptTable.SECTOR_BYTES), offset);
            attempt.header = header;
            GptChecks.header(header, copy == Copy.PRIMARY, lba, lastLba, this::add);
        } catch (MalformedImageException e) {
            return attempt.failed(e, GptRule.HEADER);
        }
        try {
            attempt.partitions = entries(attempt.header);
        } catch (MalformedImageException e) {
            return attempt.failed(e, GptRule.ENTRIES);
        }
        return attempt;
    }

    private List<GptPartition> entries(GptHeader header) throws IOException {
        if (header.entriesLba() < 2 || header.entriesLba() > lastLba) {
            throw new MalformedImageException(
                    "GPT header",
                    header.myLba() * GptTable.SECTOR_BYTES,
                    "expected a partition array in sectors 2 to %d, found it in sector %d"
                            .formatted(lastLba, header.entriesLba()));
        }
        long offset = header.entriesLba() * GptTable.SECTOR_BYTES;
        ByteBuffer array = disk.read("GPT partition array", offset, header.entriesBytes());
        long crc = GptHeader.crc(array.duplicate());
        if (crc != header.entriesCrc()) {
            throw new MalformedImageException(
                    "GPT partition array",
                    offset,
                    "expected CRC-32 %08x, found %08x".formatted(header.entriesCrc(), crc));
        }
        List<GptPartition> partitions = new ArrayList<>();
        for (int i = 0; i < header.entryCount(); i++) {
            GptPartition partition = GptPartition.decode(array.position(i * header.entrySize()));
            partitions.add(partition.isUsed() ? partition : GptPartition.UNUSED);
        }
        return partitions;
    }

    private void protectiveMbr() throws IOException {
        try {
            boolean found = Mbr.read(disk).partitions().stream()
                    .anyMatch(entry -> entry.type() == PartitionType.MBR_PROTECTIVE && entry.firstLba() == 1);
            if (!found) {
                add(GptRule.PROTECTIVE_MBR, "no record of type 0xEE begins at LBA 1");
            }
        } catch (MalformedImageException e) {
            add(GptRule.PROTECTIVE_MBR, String.valueOf(e.getMessage()));
        }
    }

    private void add(GptRule rule, String problem) {
        findings.add(new GptFinding(rule, problem));
    }

    /// What came of reading one copy.
    private final class Attempt {
        private final Copy copy;
        private @Nullable GptHeader header;
        private List<GptPartition> partitions = List.of();
        private @Nullable MalformedImageException failure;

        Attempt(Copy copy) {
            this.copy = copy;
        }

        Attempt failed(MalformedImageException e, GptRule rule) {
            failure = e;
            add(rule, (copy == Copy.PRIMARY ? "primary: " : "backup: ") + e.getMessage());
            return this;
        }
    }
}
