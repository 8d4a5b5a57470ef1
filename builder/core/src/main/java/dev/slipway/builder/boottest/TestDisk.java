package dev.slipway.builder.boottest;

import dev.slipway.machine.DiskBus;
import java.nio.file.Path;

/// A disk beside the image, for an installer to install to.
public sealed interface TestDisk {

    /// With nothing on it, made for this run and gone after it.
    ///
    /// @param sizeBytes at least a sector
    record Blank(long sizeBytes) implements TestDisk {
        /// The smallest: a sector.
        public static final long SIZE_BYTES_MIN = 512;

        public Blank {
            if (sizeBytes < SIZE_BYTES_MIN) {
                throw new IllegalArgumentException("a disk of %d bytes has no sector".formatted(sizeBytes));
            }
        }
    }

    /// The user's own, of raw sectors. What the guest writes to it stays.
    ///
    /// @param bus what it hangs on
    record Kept(Path file, DiskBus bus) implements TestDisk {
        public Kept(Path file) {
            this(file, DiskBus.VIRTIO);
        }
    }
}
