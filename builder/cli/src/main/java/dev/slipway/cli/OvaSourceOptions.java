package dev.slipway.cli;

import dev.slipway.builder.catalogue.SiteTemplates;
import dev.slipway.builder.catalogue.SiteTemplates.TemplateFile;
import dev.slipway.builder.output.SourceDateEpoch;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.ova.build.SourceParameters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say where the disk of an appliance comes from.
final class OvaSourceOptions {

    @Option(
            names = "--disk",
            paramLabel = "FILE",
            description = "A finished disk: raw, qcow2, VMDK, or the first disk of an OVA; anything else that qemu-img"
                    + " reads, where that is installed. Repeated for further disks.")
    private List<Path> disks = new ArrayList<>();

    @Option(
            names = "--installer",
            paramLabel = "ISO",
            description = "An installer, which is let loose on an empty disk in QEMU. Its user-data must say"
                    + " 'install.poweroff: true'.")
    private Optional<Path> installer = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "MEDIUM",
            description = "For --installer: a medium with user-data in a second drive. 'slipway build-seed' makes one.")
    private Optional<Path> seed = Optional.empty();

    @Option(
            names = "--base",
            paramLabel = "REFERENCE",
            completionCandidates = Candidates.Bases.class,
            description = "A base of the reference kind, laid out as its installer would, in seconds and without QEMU."
                    + " Default where neither disk nor installer is given: slipway.")
    private Optional<String> base = Optional.empty();

    @Option(
            names = "--user-data",
            paramLabel = "FILE",
            description = "For --base: the cloud-config that the disk gets, byte for byte. With --sites: a template of"
                    + " every site, instead of the catalogue's.")
    private Optional<Path> userData = Optional.empty();

    @Mixin
    private SeedOptions beside = new SeedOptions();

    @Option(
            names = "--disk-size",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "Of a disk that is installed or laid out. It takes room only as it fills. Default: 50G.")
    private Optional<Long> diskSize = Optional.empty();

    @Option(
            names = "--kernel-arg",
            paramLabel = "ARGUMENT",
            description = "For --base: added to the kernel command line. Can be repeated.")
    private List<String> kernelArguments = new ArrayList<>();

    @Option(
            names = "--squashfs-compression",
            paramLabel = "NAME[:LEVEL]",
            completionCandidates = Candidates.Compressions.class,
            description = "For --base: that of the root file system, as build-installer has it.")
    private Optional<String> compression = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "For --installer: how long the installation may take, such as 30m. Default: 1h.")
    private Optional<Duration> timeout = Optional.empty();

    @Option(
            names = "--install-memory",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "For --installer: the memory of the machine that installs. Default: 4G, or that of the"
                    + " appliance where it has less.")
    private Optional<Long> installMemory = Optional.empty();

    @Option(names = "--strict", description = "What is likely to surprise in the user-data stops the build, too.")
    private boolean strict;

    /// Templates that stand in for those of a catalogue.
    SiteTemplates templates(Path directory) {
        SeedFiles files = beside.files().in(directory);
        return new SiteTemplates(
                userData.map(directory::resolve).map(TemplateFile::named),
                files.networkConfig().map(TemplateFile::named),
                files.metaData().map(TemplateFile::named));
    }

    boolean isStrict() {
        return strict;
    }

    /// What they say; the user-data of sites is their own.
    SourceParameters parameters(RegistryOptions registry, Map<String, String> environment, boolean forSites) {
        return new SourceParameters(
                disks,
                installer,
                seed,
                base,
                forSites ? Optional.empty() : userData,
                forSites ? SeedFiles.NONE : beside.files(),
                diskSize,
                timeout,
                installMemory.map(bytes -> Math.clamp(bytes >> 20, 1, Integer.MAX_VALUE)),
                kernelArguments,
                compression,
                registry.access(),
                SourceDateEpoch.of(Optional.ofNullable(environment.get(SourceDateEpoch.VARIABLE))),
                strict);
    }
}
