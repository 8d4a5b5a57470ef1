package dev.slipway.ova.vmdk;

import dev.slipway.image.Extent;
import dev.slipway.image.Extent.ZeroExtent;
import dev.slipway.image.Image;
import java.util.List;

/// Goes over the grains of a disk that may have data, in order: those within zero extents are not even named. Safe for
/// use by several threads.
final class GrainCursor {

    /// No grain is left.
    static final Turn END = new Turn(-1, -1);

    private final List<Extent> extents;
    private final long size;
    private int extent;
    private long extentEnd;
    private long grain;
    private int turns;

    /// A grain to be packed.
    ///
    /// @param index the turn in which it is written
    /// @param grain its number
    record Turn(int index, int grain) {}

    GrainCursor(Image disk) {
        extents = disk.extents();
        size = disk.size();
        extentEnd = extents.isEmpty() ? 0 : extents.getFirst().length();
    }

    synchronized Turn next() {
        while (grain * Grain.BYTES < size) {
            long start = grain * Grain.BYTES;
            while (extentEnd <= start) {
                advance();
            }
            if (!(extents.get(extent) instanceof ZeroExtent) || extentEnd < Math.min(size, start + Grain.BYTES)) {
                // Where zeros end within the grain, something else begins: neighbouring zeros are one extent.
                return new Turn(turns++, Math.toIntExact(grain++));
            }
            grain = Math.max(grain + 1, extentEnd / Grain.BYTES);
        }
        return END;
    }

    private void advance() {
        extent++;
        extentEnd += extents.get(extent).length();
    }
}
