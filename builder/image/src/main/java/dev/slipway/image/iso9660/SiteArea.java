package dev.slipway.image.iso9660;

import java.util.List;

/// The site area as it was laid out: all that somebody needs to change a site's files without parsing ISO 9660. Offsets
/// and lengths are in bytes from the start of the image.
public record SiteArea(long offset, long length, List<SiteFile> files) {

    /// Where the data length lies within a directory record: 4 bytes little-endian, then 4 bytes big-endian (ECMA-119,
    /// 9.1.4).
    public static final int DATA_LENGTH_AT = 10;

    public SiteArea {
        files = List.copyOf(files);
    }

    /// A file of the area.
    ///
    /// @param contentOffset where its slot begins
    /// @param capacity the size of the slot, a multiple of 2048; what the content leaves over is zero
    /// @param recordOffsets all of its directory records: one for each hierarchy of each view
    public record SiteFile(String path, long contentOffset, long capacity, List<Long> recordOffsets) {
        public SiteFile {
            recordOffsets = List.copyOf(recordOffsets);
        }
    }
}
