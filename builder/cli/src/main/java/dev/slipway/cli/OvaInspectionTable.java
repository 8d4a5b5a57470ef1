package dev.slipway.cli;

import dev.slipway.ova.inspection.OvaInspection;
import dev.slipway.ova.inspection.OvaInspection.Device;
import dev.slipway.ova.inspection.OvaInspection.Disk;
import dev.slipway.ova.inspection.OvaInspection.Machine;
import dev.slipway.ova.inspection.OvaInspection.Member;
import dev.slipway.ova.inspection.OvaInspection.Property;
import dev.slipway.ova.inspection.VcenterUuid;
import java.io.PrintStream;
import java.util.List;

/// Lays out the inspection of an appliance for people: a section a subject, one fact a line.
final class OvaInspectionTable {

    /// Its bytes count up, so that everybody sees what becomes of them.
    private static final String EXAMPLE_UUID = "00112233-4455-6677-8899-aabbccddeeff";

    private final PrintStream out;

    OvaInspectionTable(PrintStream out) {
        this.out = out;
    }

    void print(OvaInspection inspection) {
        out.println(Printable.of(inspection.file().toString()) + "  " + Sizes.ofBytes(inspection.sizeBytes()));
        inspection.machines().forEach(this::machine);
        disks(inspection.disks());
        section("Networks");
        inspection.networks().forEach(network -> out.println("  " + Printable.of(network)));
        files(inspection);
        if (!inspection.eulas().isEmpty()) {
            section("Licence, to be accepted");
            inspection.eulas().forEach(text -> text.lines().forEach(line -> out.println("  | " + Printable.of(line))));
        }
        section("Edge host ids");
        out.println("  vCenter shows the first three groups of a machine's UUID in another byte order than its guest:");
        out.println("  %s becomes the host %s"
                .formatted(EXAMPLE_UUID, VcenterUuid.parse(EXAMPLE_UUID).edgeHostId()));
    }

    private void machine(Machine machine) {
        section("Machine");
        fact("name", machine.name());
        fact("product", machine.product().orElse(""));
        fact("vendor", machine.vendor().orElse(""));
        fact("version", machine.version().orElse(""));
        fact("guest", machine.guest().orElse(""));
        fact("guest id", machine.guestId().orElse(""));
        fact("hardware", String.join(", ", machine.hardwareVersions()));
        fact(
                "firmware",
                machine.firmware()
                        .map(name -> machine.secureBoot() ? name + ", Secure Boot" : name)
                        .orElse(""));
        fact("properties", String.join(", ", machine.transports()));
        section("Hardware");
        TextTable devices = new TextTable("NAME", "KIND", "CONNECTED TO");
        for (Device device : machine.devices()) {
            devices.row(
                    device.name(),
                    device.kind().orElse("-"),
                    device.connectedTo().isEmpty() ? "-" : String.join(", ", device.connectedTo()));
        }
        devices.print(out, "  ");
        section("Properties, secrets masked");
        TextTable properties = new TextTable("KEY", "TYPE", "MAY BE GIVEN", "VALUE");
        for (Property property : machine.properties()) {
            properties.row(
                    property.key(), property.type(), property.userConfigurable() ? "yes" : "no", property.value());
        }
        properties.print(out, "  ");
    }

    private void disks(List<Disk> disks) {
        section("Disks");
        TextTable table = new TextTable("FILE", ">CAPACITY", ">DATA", "FORMAT");
        for (Disk disk : disks) {
            table.row(
                    disk.file(),
                    disk.capacityBytes().map(Sizes::ofBytes).orElse("-"),
                    disk.populatedBytes().map(Sizes::ofBytes).orElse("-"),
                    disk.format());
        }
        table.print(out, "  ");
    }

    private void files(OvaInspection inspection) {
        section("Files");
        TextTable table = new TextTable(">SIZE", "NAME");
        for (Member member : inspection.members()) {
            table.row(Long.toString(member.sizeBytes()), member.name());
        }
        table.print(out, "  ");
        fact(
                "manifest",
                inspection.manifestAlgorithms().isEmpty()
                        ? "none"
                        : String.join(", ", inspection.manifestAlgorithms()));
        fact("signed by", inspection.signedBy().orElse("nobody"));
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
