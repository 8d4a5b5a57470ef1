package dev.slipway.ova.disk;

import dev.slipway.builder.disk.InstalledDiskRequest;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.ova.install.InstallRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where the disk of an appliance comes from.
public sealed interface DiskSource {

    /// The files that are read, none of which may be the output.
    List<Path> files();

    /// A disk that exists: raw sectors, qcow2, VMDK, or the first disk of an OVA; what else `qemu-img` reads, where
    /// that is installed.
    record DiskFile(Path file) implements DiskSource {
        @Override
        public List<Path> files() {
            return List.of(file);
        }
    }

    /// An empty disk on which an installer is let loose.
    ///
    /// @param sizeBytes of the disk
    record Installed(InstallRequest request, long sizeBytes) implements DiskSource {
        @Override
        public List<Path> files() {
            return Stream.concat(Stream.of(request.installer()), request.seed().stream())
                    .toList();
        }
    }

    /// A disk that is laid out as its installer would have left it, without running anything.
    ///
    /// @param request with the size of the disk
    /// @param userData the file that the disk is given, byte for byte
    /// @param beside what cloud-init finds beside it
    record LaidOut(InstalledDiskRequest request, Path userData, SeedFiles beside) implements DiskSource {
        @Override
        public List<Path> files() {
            return Stream.of(Stream.of(userData), beside.given().stream(), request.base().file().stream())
                    .flatMap(part -> part)
                    .toList();
        }
    }
}
