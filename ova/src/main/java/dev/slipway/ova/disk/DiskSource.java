package dev.slipway.ova.disk;

import dev.slipway.builder.disk.InstalledDiskRequest;
import dev.slipway.ova.install.InstallRequest;
import java.nio.file.Path;

/// Where the disk of an appliance comes from.
public sealed interface DiskSource {

    /// A disk that exists: raw sectors, qcow2, VMDK, or the first disk of an OVA; what else `qemu-img` reads, where that
    /// is installed.
    record DiskFile(Path file) implements DiskSource {}

    /// An empty disk on which an installer is let loose.
    ///
    /// @param sizeBytes of the disk
    record Installed(InstallRequest request, long sizeBytes) implements DiskSource {}

    /// A disk that is laid out as its installer would have left it, without running anything.
    ///
    /// @param request with the size of the disk
    /// @param site the files that bring the user-data
    record LaidOut(InstalledDiskRequest request, SiteInputFiles site) implements DiskSource {}
}
