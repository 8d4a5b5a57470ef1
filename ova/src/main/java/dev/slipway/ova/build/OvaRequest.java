package dev.slipway.ova.build;

import static java.util.Objects.requireNonNull;

import dev.slipway.ova.disk.DiskSource;
import dev.slipway.ova.vmdk.VmdkOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Everything that decides an appliance. Equal requests over equal files give equal bytes, but where a guest installs
/// the disk.
///
/// @param source of the first disk, which the machine boots from
/// @param moreDisks files of further disks
/// @param output the file to write
/// @param level the effort of compressing the disks, 1 to 12
public record OvaRequest(
        DiskSource source,
        List<Path> moreDisks,
        OvaFormat format,
        Path output,
        Description description,
        int level,
        Optional<SigningFiles> signing) {

    /// As small as `qemu-img` makes it, in a fraction of its time.
    public static final int LEVEL_DEFAULT = VmdkOptions.LEVEL_USUAL;

    public OvaRequest {
        requireNonNull(source, "source is null");
        requireNonNull(output, "output is null");
        moreDisks = List.copyOf(moreDisks);
    }
}
