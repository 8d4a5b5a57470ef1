package dev.slipway.ova.build;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.site.SeedFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What tests ask of builds, with nothing said that they do not care about.
final class Requests {

    static final DescriptionParameters DESCRIPTION = new DescriptionParameters(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            false,
            false,
            Optional.empty());

    private static final MachineParameters MACHINE = new MachineParameters(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    private Requests() {}

    static OvaParameters ofDisks(List<Path> disks, Path output) {
        return of(source(disks, Optional.empty(), Optional.empty(), Optional.empty()), output);
    }

    static OvaParameters ofInstaller(Path installer, long diskBytes, Path output) {
        return of(source(List.of(), Optional.of(installer), Optional.empty(), Optional.of(diskBytes)), output);
    }

    static OvaParameters ofBase(String base, long diskBytes, Path output) {
        return of(source(List.of(), Optional.empty(), Optional.of(base), Optional.of(diskBytes)), output);
    }

    private static OvaParameters of(SourceParameters source, Path output) {
        return with(source, output, DESCRIPTION, Optional.empty());
    }

    static OvaParameters describing(
            List<Path> disks, Path output, DescriptionParameters description, Optional<SigningFiles> signing) {
        return with(source(disks, Optional.empty(), Optional.empty(), Optional.empty()), output, description, signing);
    }

    private static OvaParameters with(
            SourceParameters source, Path output, DescriptionParameters description, Optional<SigningFiles> signing) {
        return new OvaParameters(source, MACHINE, description, Optional.empty(), output, Optional.empty(), signing);
    }

    private static SourceParameters source(
            List<Path> disks, Optional<Path> installer, Optional<String> base, Optional<Long> diskBytes) {
        return new SourceParameters(
                disks,
                installer,
                Optional.empty(),
                base,
                Optional.empty(),
                SeedFiles.NONE,
                diskBytes,
                Optional.of(Duration.ofMinutes(10)),
                Optional.of(1024),
                List.of(),
                Optional.empty(),
                BaseAccess.USUAL,
                Optional.empty(),
                false);
    }
}
