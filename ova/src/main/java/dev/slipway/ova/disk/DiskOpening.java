package dev.slipway.ova.disk;

import dev.slipway.builder.boottest.GuestListener;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.disk.InstalledDisk;
import dev.slipway.builder.disk.InstalledDiskBuild;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.qcow2.Qcow2File;
import dev.slipway.machine.BlankDisk;
import dev.slipway.ova.archive.OvaFile;
import dev.slipway.ova.disk.DiskSource.DiskFile;
import dev.slipway.ova.disk.DiskSource.Installed;
import dev.slipway.ova.disk.DiskSource.LaidOut;
import dev.slipway.ova.install.UnattendedInstall;
import dev.slipway.ova.vmdk.VmdkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Opens the disks of an appliance. What has to be unpacked goes to a scratch directory, which the caller removes when
/// the disks were read.
public final class DiskOpening {

    private final BuildCache cache;
    private final GuestListener listener;
    private final Map<String, String> environment;
    private final Path scratch;
    private int unpacked;

    /// @param cache where what is costly is kept
    /// @param listener told of what happens
    /// @param environment of the process
    /// @param scratch a directory where the output goes, with room for whole disks
    public DiskOpening(BuildCache cache, GuestListener listener, Map<String, String> environment, Path scratch) {
        this.cache = cache;
        this.listener = listener;
        this.environment = Map.copyOf(environment);
        this.scratch = scratch;
    }

    /// Finds out before the work what would only come out after it.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where the source cannot give a disk
    public static void check(DiskSource source, GuestListener listener) {
        switch (source) {
            case DiskFile(Path file) -> require(file);
            case Installed installed -> new UnattendedInstall(listener).check(installed.request());
            case LaidOut _ -> {}
        }
    }

    private static void require(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Problem.input("disk.missing", "there is no such disk")
                    .at(file.toString())
                    .exception();
        }
    }

    /// Opens the disk of a source, and files of further disks.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException as [#open(DiskSource)]
    public List<OpenDisk> openAll(DiskSource source, List<Path> files) throws IOException {
        List<OpenDisk> disks = new ArrayList<>();
        disks.add(open(source));
        for (Path file : files) {
            disks.add(openFile(file));
        }
        return disks;
    }

    /// Opens a disk. It takes minutes where it must be installed first.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is damaged, or could not be installed
    public OpenDisk open(DiskSource source) throws IOException {
        return switch (source) {
            case DiskFile(Path file) -> openFile(file);
            case Installed installed -> {
                Path disk = BlankDisk.create(next("disk.img"), installed.sizeBytes());
                new UnattendedInstall(listener).run(installed.request(), disk);
                yield OpenDisk.of(Image.ofSparseFile(disk));
            }
            case LaidOut laidOut -> OpenDisk.of(plan(laidOut).image());
        };
    }

    private InstalledDisk plan(LaidOut source) {
        return new InstalledDiskBuild(cache, listener, environment)
                .plan(source.request(), source.beside().with(BootConfiguration.read(source.userData())));
    }

    private OpenDisk openFile(Path file) throws IOException {
        require(file);
        listener.step("Read " + file);
        Image image = Image.ofSparseFile(file);
        if (image.size() == 0) {
            throw Problem.input("disk.empty", "the disk has no bytes")
                    .at(file.toString())
                    .exception();
        }
        try {
            return switch (FoundFormat.of(file, image)) {
                case RAW -> OpenDisk.of(image);
                case VMDK -> vmdk(image);
                case OVA -> vmdk(firstDisk(file));
                case QCOW2 -> qcow2(file);
                case FOREIGN -> foreign(file);
            };
        } catch (MalformedImageException e) {
            throw Problem.input("disk.malformed", "the disk cannot be read: " + e.problem())
                    .at("%s, %s, byte %d".formatted(file, e.structure(), e.offset()))
                    .exception(e);
        }
    }

    private OpenDisk vmdk(Image file) throws IOException {
        VmdkFile vmdk = VmdkFile.open(file);
        Path raw = next("vmdk.img");
        vmdk.expandTo(raw, listener::progress);
        return new OpenDisk(Image.ofSparseFile(raw), vmdk.isReusable() ? Optional.of(file) : Optional.empty());
    }

    private static Image firstDisk(Path ova) {
        return OvaFile.open(ova).members().stream()
                .filter(member -> member.name().toLowerCase(Locale.ROOT).endsWith(".vmdk"))
                .findFirst()
                .orElseThrow(() -> Problem.input("disk.none", "there is no disk in this OVA")
                        .at(ova.toString())
                        .because("none of its files is a .vmdk")
                        .exception())
                .content();
    }

    private OpenDisk qcow2(Path file) throws IOException {
        Qcow2File qcow2 = Qcow2File.open(file);
        if (!qcow2.isCompressed()) {
            return OpenDisk.of(qcow2.image());
        }
        Path raw = next("qcow2.img");
        qcow2.expandTo(raw, listener::progress);
        return OpenDisk.of(Image.ofSparseFile(raw));
    }

    private OpenDisk foreign(Path file) throws IOException {
        QemuImg.require("it reads %s".formatted(file));
        Path raw = next("foreign.img");
        QemuImg.convert(List.of("-O", "raw"), file, raw);
        return OpenDisk.of(Image.ofSparseFile(raw));
    }

    private Path next(String name) {
        return scratch.resolve(unpacked++ + "-" + name);
    }
}
