package dev.slipway.ova.build;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.boottest.BootFirmware;
import dev.slipway.builder.disk.InstalledDiskRequest;
import dev.slipway.builder.installer.Architecture;
import dev.slipway.builder.installer.MediumOptions;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.machine.DiskBus;
import dev.slipway.ova.disk.DiskSource;
import dev.slipway.ova.disk.DiskSource.DiskFile;
import dev.slipway.ova.disk.DiskSource.Installed;
import dev.slipway.ova.disk.DiskSource.LaidOut;
import dev.slipway.ova.install.InstallRequest;
import dev.slipway.ova.ovf.DiskController;
import dev.slipway.ova.ovf.Firmware;
import dev.slipway.ova.ovf.Hardware;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What somebody said of where the disks come from, as it was said. One of disk files, installer and base; the
/// reference base where none is named.
///
/// @param disks files; the first is booted from
/// @param diskBytes the size of a disk that is installed or laid out
/// @param timeout and `memoryMebibytes`: of an installation
public record SourceParameters(
        List<Path> disks,
        Optional<Path> installer,
        Optional<Path> seed,
        Optional<String> base,
        Optional<Path> userData,
        SeedFiles beside,
        Optional<Long> diskBytes,
        Optional<Duration> timeout,
        Optional<Integer> memoryMebibytes,
        List<String> kernelArguments,
        Optional<String> compression,
        BaseAccess access,
        Optional<Long> sourceDateEpoch,
        boolean strict) {

    /// What a disk gets where no size is told: it takes room only as it fills.
    public static final long DISK_BYTES_DEFAULT = 50L << 30;

    private static final long DISK_BYTES_MIN = 1L << 20;
    private static final long DISK_BYTES_MAX = 62L << 40;
    private static final int INSTALL_MEBIBYTES_DEFAULT = 4096;
    private static final int INSTALL_MEBIBYTES_MIN = 64;
    private static final int SECTOR_BYTES = 512;

    public SourceParameters {
        disks = List.copyOf(disks);
        kernelArguments = List.copyOf(kernelArguments);
    }

    /// Where the first disk comes from.
    ///
    /// @param screenshot where a picture of an installation that failed goes
    DiskSource source(Path directory, Hardware hardware, Path screenshot, boolean forSites) {
        refuseMixtures(forSites);
        if (!disks.isEmpty()) {
            return new DiskFile(directory.resolve(disks.getFirst()));
        }
        if (installer.isPresent()) {
            return new Installed(installRequest(directory, hardware, screenshot), bytes());
        }
        InstalledDiskRequest request = new InstalledDiskRequest(
                base.map(BaseReference::parse)
                        .orElse(BaseReference.ReferenceBase.BUILT_IN)
                        .in(directory),
                access.in(directory),
                Architecture.AMD64,
                kernelArguments,
                compression.orElse(MediumOptions.COMPRESSION_DEFAULT),
                sourceDateEpoch,
                bytes(),
                strict);
        return new LaidOut(request, directory.resolve(userData.orElse(Path.of("user-data"))), beside.in(directory));
    }

    /// The files of the disks behind the first.
    List<Path> moreDisks(Path directory) {
        return disks.stream().skip(1).map(directory::resolve).toList();
    }

    private void refuseMixtures(boolean forSites) {
        int sources = (disks.isEmpty() ? 0 : 1) + (installer.isPresent() ? 1 : 0) + (base.isPresent() ? 1 : 0);
        if (sources > 1) {
            throw Problem.usage("ova.source", "the disk can come from one place only")
                    .fix("give one of --disk, --installer and --base")
                    .exception();
        }
        boolean laidOut = disks.isEmpty() && installer.isEmpty();
        if (seed.isPresent() && installer.isEmpty()) {
            throw Problem.usage("ova.source", "a seed is for an installer, and there is none")
                    .fix("give --installer, or put the seed into the machine's drive with --cd")
                    .exception();
        }
        if (laidOut && !forSites && userData.isEmpty()) {
            throw Problem.usage("user-data.missing", "no user-data is given")
                    .because("the disk is laid out with it")
                    .fix("add --user-data FILE; or give a finished disk (--disk) or an installer (--installer)")
                    .exception();
        }
        if (!laidOut && (userData.isPresent() || !beside.given().isEmpty())) {
            throw Problem.usage("ova.source", "the user-data has nowhere to go")
                    .because("a disk or an installer has its own")
                    .fix(
                            "make a seed of it (slipway build-seed), and give it with --seed to an installer, or with --cd to"
                                    + " the finished machine")
                    .exception();
        }
        if (diskBytes.isPresent() && !disks.isEmpty()) {
            throw Problem.usage("ova.source", "the disk has a size already")
                    .fix("leave --disk-size out")
                    .exception();
        }
    }

    private long bytes() {
        long bytes = diskBytes.orElse(DISK_BYTES_DEFAULT);
        if (bytes < DISK_BYTES_MIN || bytes > DISK_BYTES_MAX) {
            throw Problem.usage("ova.disk-size", "a disk of %d bytes cannot be made".formatted(bytes))
                    .because("it can have 1 MiB to 62 TiB, which is what VMware's disks can have")
                    .fix("give --disk-size a unit, such as 50G")
                    .exception();
        }
        return bytes - bytes % SECTOR_BYTES;
    }

    private int installMebibytes(Hardware hardware) {
        int mebibytes = memoryMebibytes.orElse(Math.min(INSTALL_MEBIBYTES_DEFAULT, hardware.memoryMebibytes()));
        if (mebibytes < INSTALL_MEBIBYTES_MIN) {
            throw Problem.usage(
                            "ova.install-memory", "nothing installs itself in %d MiB of memory".formatted(mebibytes))
                    .fix("give --install-memory a unit, such as 4G")
                    .exception();
        }
        return mebibytes;
    }

    private InstallRequest installRequest(Path directory, Hardware hardware, Path screenshot) {
        return new InstallRequest(
                directory.resolve(installer.orElseThrow()),
                seed.map(directory::resolve),
                hardware.firmware() == Firmware.BIOS
                        ? BootFirmware.BIOS
                        : hardware.secureBoot() ? BootFirmware.UEFI_SECUREBOOT : BootFirmware.UEFI,
                bus(hardware.controller()),
                installMebibytes(hardware),
                timeout.orElse(InstallRequest.TIMEOUT_DEFAULT),
                screenshot);
    }

    /// The guest calls its disk what it will be called in the appliance.
    private static DiskBus bus(DiskController controller) {
        return switch (controller) {
            case PVSCSI, LSILOGIC -> DiskBus.PVSCSI;
            case SATA -> DiskBus.SATA;
            case NVME -> DiskBus.NVME;
        };
    }
}
