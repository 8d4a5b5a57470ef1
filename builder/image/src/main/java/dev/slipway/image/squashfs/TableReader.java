package dev.slipway.image.squashfs;

import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Reads entries of an [IndexedTable].
///
/// @param name what an error tells
/// @param index where the index stands in the image; the metadata blocks lie before it
/// @param count how many entries there are
record TableReader(ImageReader image, MetadataReader metadata, String name, long index, long count, int entryBytes) {

    ByteBuffer entry(long number) throws IOException {
        if (number < 0 || number >= count) {
            throw new MalformedImageException(
                    name, index, "expected an entry below %d, found a use of %d".formatted(count, number));
        }
        long position = number * entryBytes;
        long place = index + position / MetadataWriter.BLOCK_BYTES * IndexedTable.INDEX_BYTES;
        long block = image.read(name, place, IndexedTable.INDEX_BYTES).getLong();
        int offset = (int) (position % MetadataWriter.BLOCK_BYTES);
        return new MetadataCursor(metadata, block, index, offset).read(entryBytes);
    }
}
