package dev.slipway.ova.vmdk;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.compression.BlockDecompressor;
import dev.slipway.image.compression.Compression;
import dev.slipway.image.compression.MalformedBlockException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads grains of a VMDK, whatever way they are stored. Serves one thread.
final class GrainReader implements AutoCloseable {

    private static final String NAME = "VMDK grain";

    /// Deflated data may be larger than what they hold, but not by much.
    private static final int EXPANSION_MAX = 2;

    private final ImageReader file;
    private final SparseExtentHeader header;
    private final GrainPlaces places;
    private final BlockDecompressor decompressor = Compression.Method.GZIP.decompressor();
    private final byte[] plain;
    private final byte[] packed;

    GrainReader(Image file, VmdkLayout layout) {
        this.file = ImageReader.of(file);
        header = layout.header();
        places = layout.places();
        plain = new byte[header.grainBytes()];
        packed = new byte[header.isCompressed() ? EXPANSION_MAX * plain.length : 0];
    }

    /// Reads a grain and checks it.
    ///
    /// @param index the how-manieth of those that the file has
    /// @return the grain, in an array that is used again for the next one
    byte[] read(int index) throws IOException {
        long offset = places.sector(index) * SparseExtentHeader.SECTOR_BYTES;
        if (!header.isCompressed()) {
            file.read(offset, plain);
            return plain;
        }
        try {
            int count = header.hasMarkers() ? readMarked(index, offset) : inflateUnmarked(offset);
            require(index, offset, count);
            Arrays.fill(plain, count, plain.length, (byte) 0);
            return plain;
        } catch (MalformedBlockException | DataFormatException e) {
            throw new MalformedImageException(
                    NAME, offset, "grain %d: %s".formatted(places.number(index), e.getMessage()));
        }
    }

    /// The marker of a grain, which is the one that the table says.
    GrainMarker marker(int index) throws IOException {
        long offset = places.sector(index) * SparseExtentHeader.SECTOR_BYTES;
        GrainMarker marker = GrainMarker.decode(file.read(NAME, offset, GrainMarker.SIZE));
        long lba = places.number(index) * header.grainSize();
        if (marker.lba() != lba) {
            throw new MalformedImageException(
                    NAME,
                    offset,
                    "expected the grain of sector %d, found that of sector %s"
                            .formatted(lba, Long.toUnsignedString(marker.lba())));
        }
        if (marker.size() < 1 || marker.size() > (long) EXPANSION_MAX * header.grainBytes()) {
            throw new MalformedImageException(
                    NAME,
                    offset,
                    "grain %d: expected 1 to %d bytes of deflated data, found %d"
                            .formatted(places.number(index), EXPANSION_MAX * header.grainBytes(), marker.size()));
        }
        if (marker.size() > file.size() - offset - GrainMarker.SIZE) {
            throw new MalformedImageException(
                    NAME,
                    offset,
                    "grain %d: %d bytes of deflated data, but the file ends at byte %d"
                            .formatted(places.number(index), marker.size(), file.size()));
        }
        return marker;
    }

    private int readMarked(int index, long offset) throws IOException {
        int size = (int) marker(index).size();
        file.read(offset + GrainMarker.SIZE, packed, 0, size);
        return decompressor.decompress(packed, 0, size, plain);
    }

    /// Where there are no markers the data themselves tell where they end.
    private int inflateUnmarked(long offset) throws IOException, DataFormatException {
        int length = (int) Math.min(packed.length, file.size() - offset);
        file.read(offset, packed, 0, length);
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(packed, 0, length);
            int count = 0;
            while (!inflater.finished()) {
                int more = inflater.inflate(plain, count, plain.length - count);
                count += more;
                if (more == 0 && !inflater.finished()) {
                    throw new DataFormatException(
                            "holds more than %d bytes, or ends too early".formatted(plain.length));
                }
            }
            return count;
        }
    }

    /// Every grain is whole but the last one, which may end with the disk.
    private void require(int index, long offset, int count) throws MalformedImageException {
        if (count != plain.length && (places.number(index) != header.grains() - 1 || count == 0)) {
            throw new MalformedImageException(
                    NAME,
                    offset,
                    "grain %d: expected %d bytes, found %d".formatted(places.number(index), plain.length, count));
        }
    }

    @Override
    public void close() throws IOException {
        decompressor.close();
        file.close();
    }
}
