package dev.slipway.builder.disk;

import dev.slipway.builder.installer.OpenedBase;
import dev.slipway.image.Sha256;
import dev.slipway.image.partition.Guid;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// What a disk is, without what a site changes: all of its numbers and its time follow from it, so that equal
/// disks are equal to the byte, and those of several sites share their numbers.
///
/// @param digest of the base and of everything that was asked for
/// @param time of all files that the base does not have
record DiskIdentity(Sha256 digest, Instant time) {

    private static final String WRITER_VERSION = "installed-disk-1";

    static DiskIdentity of(InstalledDiskRequest request, OpenedBase base, InstallSettings settings) {
        Instant time = request.sourceDateEpoch()
                .map(Instant::ofEpochSecond)
                .orElse(base.files().newest().truncatedTo(ChronoUnit.SECONDS));
        String text = String.join(
                "\0",
                WRITER_VERSION,
                request.architecture().name(),
                String.join("\0", request.kernelArguments()),
                request.compression(),
                Long.toString(request.diskBytes()),
                settings.toString(),
                time.toString());
        return new DiskIdentity(
                Sha256.of(base.files().identity().bytes()).then(text.getBytes(StandardCharsets.UTF_8)), time);
    }

    /// The GUID of the disk, or of one of its partitions.
    Guid guid(String of) {
        return Guid.fromDigest(
                digest.then(("guid " + of).getBytes(StandardCharsets.UTF_8)).bytes());
    }

    /// The UUID of a partition's file system.
    UUID fileSystem(DiskPartition partition) {
        return guid("file system " + partition.number()).value();
    }
}
