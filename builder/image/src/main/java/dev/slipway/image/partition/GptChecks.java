package dev.slipway.image.partition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What can be wrong with a table, one method a group of rules.
final class GptChecks {

    /// Takes what is found.
    @FunctionalInterface
    interface Findings {
        void add(GptRule rule, String problem);
    }

    private GptChecks() {}

    static void partitions(GptTable table, Findings findings) {
        List<Numbered> used = new ArrayList<>();
        for (int i = 0; i < table.partitions().size(); i++) {
            if (table.partitions().get(i).isUsed()) {
                used.add(new Numbered(i + 1, table.partitions().get(i)));
            }
        }
        used.forEach(numbered -> range(numbered, table, findings));
        overlaps(used, findings);
        guids(used, findings);
    }

    private static void range(Numbered numbered, GptTable table, Findings findings) {
        GptPartition partition = numbered.partition();
        if (partition.firstLba() < table.firstUsableLba()
                || partition.lastLba() > table.lastUsableLba()
                || partition.lastLba() < partition.firstLba()) {
            findings.add(
                    GptRule.PARTITION_RANGE,
                    "%s is not within sectors %d to %d"
                            .formatted(numbered, table.firstUsableLba(), table.lastUsableLba()));
        }
    }

    private static void overlaps(List<Numbered> used, Findings findings) {
        List<Numbered> sorted = new ArrayList<>(used);
        sorted.sort(Comparator.comparingLong(numbered -> numbered.partition().firstLba()));
        if (sorted.isEmpty()) {
            return;
        }
        // Only the one that reaches farthest so far can be met again: enough to find that there is an overlap.
        Numbered farthest = sorted.getFirst();
        for (Numbered next : sorted.subList(1, sorted.size())) {
            if (next.partition().overlaps(farthest.partition())) {
                findings.add(GptRule.PARTITION_OVERLAP, "%s overlaps %s".formatted(next, farthest));
            }
            if (next.partition().lastLba() > farthest.partition().lastLba()) {
                farthest = next;
            }
        }
    }

    private static void guids(List<Numbered> used, Findings findings) {
        Set<Guid> seen = new HashSet<>();
        for (Numbered numbered : used) {
            Guid id = numbered.partition().id();
            if (id.equals(Guid.ZERO) || !seen.add(id)) {
                findings.add(GptRule.PARTITION_GUID, "%s has GUID %s, which is not its own".formatted(numbered, id));
            }
        }
    }

    /// @param last the last sector of the disk
    static void header(GptHeader header, boolean primary, long foundAt, long last, Findings findings) {
        String name = primary ? "primary header" : "backup header";
        if (header.myLba() != foundAt) {
            findings.add(GptRule.MY_LBA, "%s in sector %d names sector %d".formatted(name, foundAt, header.myLba()));
        }
        long other = primary ? last : 1;
        if (header.alternateLba() != other) {
            findings.add(
                    GptRule.ALTERNATE_LBA,
                    "%s names sector %d for the other one, expected %d".formatted(name, header.alternateLba(), other));
        }
        if (!primary && foundAt != last) {
            findings.add(
                    GptRule.ALTERNATE_LBA,
                    "%s lies in sector %d, expected the last, %d".formatted(name, foundAt, last));
        }
        long arrayEnd = header.entriesLba() + header.entriesSectors();
        boolean arrayApart = header.lastUsableLba() < header.entriesLba() || header.firstUsableLba() >= arrayEnd;
        if (header.firstUsableLba() < 2
                || header.lastUsableLba() >= last
                || header.lastUsableLba() < header.firstUsableLba()
                || !arrayApart) {
            findings.add(
                    GptRule.USABLE_RANGE,
                    "%s says that sectors %d to %d are usable on a disk of %d, with a partition array from %d to %d"
                            .formatted(
                                    name,
                                    header.firstUsableLba(),
                                    header.lastUsableLba(),
                                    last + 1,
                                    header.entriesLba(),
                                    arrayEnd - 1));
        }
    }

    static void agreement(GptHeader primary, GptHeader backup, Findings findings) {
        boolean agree = primary.firstUsableLba() == backup.firstUsableLba()
                && primary.lastUsableLba() == backup.lastUsableLba()
                && primary.diskGuid().equals(backup.diskGuid())
                && primary.entryCount() == backup.entryCount()
                && primary.entrySize() == backup.entrySize()
                && primary.entriesCrc() == backup.entriesCrc();
        if (!agree) {
            findings.add(GptRule.COPIES_AGREE, "primary %s, backup %s".formatted(primary, backup));
        }
    }

    private record Numbered(int number, GptPartition partition) {
        @Override
        public String toString() {
            return "partition %d (sectors %d to %d)".formatted(number, partition.firstLba(), partition.lastLba());
        }
    }
}
