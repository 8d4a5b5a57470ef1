package dev.slipway.ova.verification;

import dev.slipway.builder.verification.Finding;
import dev.slipway.builder.verification.Finding.NotApplicable;
import dev.slipway.builder.verification.Rule;
import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter;
import dev.slipway.ova.archive.OvaMember;
import dev.slipway.ova.ovf.Ovf.Disk;
import dev.slipway.ova.vmdk.VmdkFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Rules about disks.
final class DiskRules {

    private static final String STREAM_OPTIMIZED = "streamOptimized";
    private static final int SECTOR_BYTES = 512;

    static final List<Rule<OvaSubject>> ALL = List.of(
            new Rule<>(
                    "ovf-capacity",
                    "every disk has a capacity in units that are known, that of its VMDK: VirtualBox refuses a disk"
                            + " without one",
                    ofDisks(DiskRules::capacity)),
            new Rule<>(
                    "ovf-populated-size",
                    "every disk tells how much of it holds data, no more than its capacity: vSphere plans the room of"
                            + " thin disks by it",
                    ofDisks(DiskRules::populatedSize)),
            new Rule<>(
                    "vmdk-stream-optimized",
                    "every disk is a VMDK that can be read as a stream, with its tables at the end: VMware's tools find"
                            + " another digest than the manifest's where they are not",
                    ofDisks(DiskRules::streamOptimized)),
            new Rule<>("vmdk-sound", "every grain of every disk can be read", ofDisks(DiskRules::sound)));

    private DiskRules() {}

    /// A check of a disk.
    @FunctionalInterface
    private interface Check {
        void of(DiskFile disk, List<String> problems) throws IOException;
    }

    /// A disk with the file that it lies in; a disk without one is made empty.
    private record DiskFile(String label, Disk disk, Optional<Image> file) {}

    private static Function<OvaSubject, Finding> ofDisks(Check check) {
        return subject -> {
            List<Disk> disks = subject.ovf().disks();
            if (disks.isEmpty()) {
                return new NotApplicable("no disk is described");
            }
            List<String> problems = new ArrayList<>();
            for (Disk disk : disks) {
                Optional<OvaMember> member =
                        disk.fileRef().flatMap(subject::file).flatMap(subject::member);
                String label = member.map(OvaMember::name).or(disk::id).orElse("a disk");
                try {
                    check.of(new DiskFile(label, disk, member.map(OvaMember::content)), problems);
                } catch (IOException e) {
                    problems.add("%s: %s".formatted(label, e.getMessage()));
                }
            }
            return Finding.of(problems, "%d disks".formatted(disks.size()));
        };
    }

    private static void capacity(DiskFile disk, List<String> problems) throws IOException {
        OptionalLong told = disk.disk().capacityBytes();
        if (told.isEmpty()) {
            problems.add("%s has none that is understood; VirtualBox and vSphere refuse it".formatted(disk.label()));
            return;
        }
        if (told.getAsLong() <= 0 || told.getAsLong() % SECTOR_BYTES != 0) {
            problems.add("%s has %d bytes, which is no number of sectors; vSphere refuses it"
                    .formatted(disk.label(), told.getAsLong()));
        }
        if (disk.file().isPresent()) {
            long actual = VmdkFile.open(disk.file().get()).capacityBytes();
            if (actual != told.getAsLong()) {
                problems.add("%s has %d bytes, the descriptor says %d; vSphere refuses it"
                        .formatted(disk.label(), actual, told.getAsLong()));
            }
        }
    }

    private static void populatedSize(DiskFile disk, List<String> problems) {
        OptionalLong told = disk.disk().populatedBytes();
        OptionalLong capacity = disk.disk().capacityBytes();
        if (told.isEmpty()) {
            problems.add("%s tells none; vSphere takes the whole capacity".formatted(disk.label()));
        } else if (capacity.isPresent() && told.getAsLong() > capacity.getAsLong()) {
            problems.add("%s tells %d bytes of %d; vSphere refuses it"
                    .formatted(disk.label(), told.getAsLong(), capacity.getAsLong()));
        }
    }

    private static void streamOptimized(DiskFile disk, List<String> problems) throws IOException {
        if (disk.disk()
                .format()
                .filter(format -> format.endsWith("#" + STREAM_OPTIMIZED))
                .isEmpty()) {
            problems.add("%s is not told to be %s; VMware's tools refuse it".formatted(disk.label(), STREAM_OPTIMIZED));
        }
        if (disk.file().isEmpty()) {
            return;
        }
        VmdkFile vmdk = VmdkFile.open(disk.file().get());
        if (!vmdk.createType().equals(STREAM_OPTIMIZED)) {
            problems.add("%s is %s; vSphere refuses it".formatted(disk.label(), vmdk.createType()));
        } else if (!vmdk.isReusable()) {
            problems.add("%s has its tables in front, as qemu-img writes them; VMware Workstation and ovftool say that"
                            .formatted(disk.label())
                    + " its digest does not match the manifest");
        }
    }

    private static void sound(DiskFile disk, List<String> problems) throws IOException {
        if (disk.file().isPresent()) {
            VmdkFile.open(disk.file().get()).verify(ImageWriter.Progress.NONE);
        }
    }
}
