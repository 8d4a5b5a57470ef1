package dev.slipway.cli;

import dev.slipway.builder.inspection.ImageInspection;
import dev.slipway.builder.inspection.ImageInspection.BakedUserData;
import dev.slipway.builder.inspection.ImageInspection.BootEntry;
import dev.slipway.builder.inspection.ImageInspection.Partition;
import dev.slipway.builder.inspection.ImageInspection.TreeEntry;
import dev.slipway.builder.inspection.ImageInspection.Volume;
import java.io.PrintStream;
import java.util.List;

/// Lays out an inspection for people: a section a subject, one fact a line.
final class InspectionTable {

    private final PrintStream out;

    InspectionTable(PrintStream out) {
        this.out = out;
    }

    void print(ImageInspection inspection) {
        out.println(Printable.of(inspection.file().toString()) + "  " + Sizes.ofBytes(inspection.sizeBytes()));
        volume(inspection.volume());
        boot(inspection.bootEntries());
        partitions(inspection.partitionTable(), inspection.partitions());
        section("Flavour");
        out.println("  " + inspection.flavour().orElse("none that we know"));
        section("User-data");
        inspection.userData().ifPresentOrElse(this::userData, () -> out.println("  none"));
        tree(inspection.tree());
    }

    private void volume(Volume volume) {
        section("Volume");
        fact("id", volume.id());
        fact("system", volume.systemId());
        fact("publisher", volume.publisher());
        fact("preparer", volume.preparer());
        fact("application", volume.application());
        fact("created", volume.created().orElse(""));
        fact("blocks", Long.toString(volume.blocks()));
        fact("extensions", String.join(", ", volume.extensions()));
    }

    private void boot(List<BootEntry> entries) {
        section("Boot entries");
        TextTable table = new TextTable("PLATFORM", "BOOTABLE", ">BLOCK", ">SECTORS", "FILE");
        for (BootEntry entry : entries) {
            table.row(
                    entry.platform(),
                    entry.bootable() ? "yes" : "no",
                    Long.toString(entry.block()),
                    Integer.toString(entry.loadSectors()),
                    entry.path().orElse("-"));
        }
        table.print(out, "  ");
    }

    private void partitions(String kind, List<Partition> partitions) {
        section("Partitions (" + kind + ")");
        TextTable table = new TextTable(">NUMBER", "TYPE", "NAME", ">FIRST SECTOR", ">SECTORS", ">SIZE");
        for (Partition partition : partitions) {
            table.row(
                    Integer.toString(partition.number()),
                    partition.type(),
                    partition.name(),
                    Long.toString(partition.firstSector()),
                    Long.toString(partition.sectors()),
                    Sizes.ofBytes(partition.sectors() * 512));
        }
        table.print(out, "  ");
    }

    private void userData(BakedUserData data) {
        out.println("  %s, %d bytes, secrets masked:".formatted(Printable.of(data.path()), data.sizeBytes()));
        data.text().lines().forEach(line -> out.println("  | " + Printable.of(line)));
    }

    private void tree(List<TreeEntry> tree) {
        section("Tree (%d)".formatted(tree.size()));
        TextTable table = new TextTable("MODE", ">UID", ">GID", ">SIZE", "PATH");
        for (TreeEntry entry : tree) {
            table.row(
                    entry.mode(),
                    Long.toString(entry.uid()),
                    Long.toString(entry.gid()),
                    Long.toString(entry.sizeBytes()),
                    entry.path() + entry.target().map(" -> "::concat).orElse(""));
        }
        table.print(out, "  ");
    }

    private void section(String title) {
        out.println();
        out.println(title);
    }

    private void fact(String name, String value) {
        if (!value.isBlank()) {
            out.printf("  %-12s %s%n", name, Printable.of(value.strip()));
        }
    }
}
