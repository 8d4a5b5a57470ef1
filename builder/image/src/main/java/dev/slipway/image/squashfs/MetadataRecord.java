package dev.slipway.image.squashfs;

import java.nio.ByteBuffer;

/// A structure within the metadata.
interface MetadataRecord {

    /// The size on the disk in bytes.
    int size();

    /// Puts the structure into a little-endian buffer.
    void encode(ByteBuffer out);
}
