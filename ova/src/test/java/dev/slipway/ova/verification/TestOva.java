package dev.slipway.ova.verification;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter;
import dev.slipway.image.Sha256;
import dev.slipway.image.tar.FlatArchive;
import dev.slipway.ova.archive.Manifest;
import dev.slipway.ova.archive.Manifest.ManifestLine;
import dev.slipway.ova.archive.OvaMember;
import dev.slipway.ova.ovf.Appliance;
import dev.slipway.ova.ovf.ApplianceDisk;
import dev.slipway.ova.ovf.CdDrive;
import dev.slipway.ova.ovf.Hardware;
import dev.slipway.ova.ovf.OvfDescriptor;
import dev.slipway.ova.ovf.OvfProperty;
import dev.slipway.ova.vmdk.VmdkOptions;
import dev.slipway.ova.vmdk.VmdkWriter;
import dev.slipway.ova.vmdk.WrittenVmdk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A sound appliance that can be spoiled in one place; all else, the manifest too, fits what was done.
public final class TestOva {

    private static final byte[] SYSTEM = "a system".repeat(10_000).getBytes(US_ASCII);
    private static final long CAPACITY_BYTES = 8 << 20;

    private final List<OvaMember> contents;
    private String descriptor;
    private UnaryOperator<String> manifest = text -> text;

    private TestOva(String descriptor, List<OvaMember> contents) {
        this.descriptor = descriptor;
        this.contents = contents;
    }

    /// With a disk and an ISO.
    public static TestOva in(Path directory) throws IOException {
        Path file = directory.resolve("edge-disk1.vmdk");
        Image disk = Image.zeros(CAPACITY_BYTES).overlay(1 << 20, Image.ofBytes(SYSTEM));
        WrittenVmdk written = VmdkWriter.write(disk, VmdkOptions.of(1), file, ImageWriter.Progress.NONE);
        Appliance appliance = Appliance.of(
                        "edge",
                        Hardware.DEFAULT,
                        List.of(new ApplianceDisk(
                                "edge-disk1.vmdk", written.fileBytes(), CAPACITY_BYTES, written.populatedBytes())))
                .withCdDrive(CdDrive.of("seed.iso", 4096))
                .withProperties(OvfProperty.ofUserData());
        return new TestOva(
                OvfDescriptor.render(appliance),
                List.of(
                        new OvaMember("edge-disk1.vmdk", Image.ofFile(file)),
                        new OvaMember("seed.iso", Image.zeros(4096))));
    }

    /// With another text in the descriptor, which must have been there.
    TestOva descriptor(String text, String instead) {
        if (!descriptor.contains(text)) {
            throw new IllegalArgumentException("the descriptor has no " + text);
        }
        descriptor = descriptor.replace(text, instead);
        return this;
    }

    /// With a manifest made otherwise.
    TestOva manifest(UnaryOperator<String> change) {
        manifest = change;
        return this;
    }

    /// The members in the usual order.
    List<OvaMember> members() throws IOException {
        List<ManifestLine> lines = new ArrayList<>();
        byte[] text = descriptor.getBytes(UTF_8);
        lines.add(ManifestLine.of("edge.ovf", Sha256.of(text)));
        for (OvaMember content : contents) {
            lines.add(ManifestLine.of(content.name(), content.content().sha256()));
        }
        byte[] digests = manifest.apply(new String(new Manifest(lines).encode(), US_ASCII))
                .getBytes(US_ASCII);
        List<OvaMember> members = new ArrayList<>();
        members.add(new OvaMember("edge.ovf", Image.ofBytes(text)));
        members.add(new OvaMember("edge.mf", Image.ofBytes(digests)));
        members.addAll(contents);
        return members;
    }

    /// Written to a file.
    public Path write(Path file) throws IOException {
        return write(members(), file);
    }

    static Path write(List<OvaMember> members, Path file) throws IOException {
        FlatArchive.plan(
                        members.stream()
                                .map(member -> new FlatArchive.Member(member.name(), member.content()))
                                .toList(),
                        Instant.EPOCH)
                .writeTo(file);
        return file;
    }
}
