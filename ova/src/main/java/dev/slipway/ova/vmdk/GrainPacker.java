package dev.slipway.ova.vmdk;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.compression.BlockCompressor;
import dev.slipway.image.compression.Compression;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Turns grains of a disk into what stands in the file: marker, deflated data, padding. Serves one thread.
final class GrainPacker implements AutoCloseable {

    private static final MemorySegment ZEROS = MemorySegment.ofArray(new byte[Grain.BYTES]);

    private final ImageReader disk;
    private final BlockCompressor compressor;
    private final ByteBuffer plain = ByteBuffer.allocateDirect(Grain.BYTES);

    /// @param disk whole grains
    GrainPacker(Image disk, Compression compression) {
        this.disk = ImageReader.of(disk);
        compressor = compression.compressor(Grain.BYTES);
    }

    /// The room that a packed grain may need.
    static ByteBuffer room() {
        return ByteBuffer.allocateDirect((int) StoredGrain.FILE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Packs a grain into `packed`, from its beginning to its limit, which is 0 where the grain holds but zeros.
    void pack(int grain, ByteBuffer packed) throws IOException {
        disk.read((long) grain * Grain.BYTES, plain.clear());
        plain.flip();
        packed.clear();
        if (MemorySegment.ofBuffer(plain).mismatch(ZEROS) < 0) {
            packed.limit(0);
            return;
        }
        // As large as the data themselves does not pay.
        packed.position(GrainMarker.SIZE).limit(GrainMarker.SIZE + Grain.BYTES - 1);
        if (!compressor.compress(plain, packed)) {
            packed.limit(packed.capacity());
            StoredGrain.encode(plain, packed);
        }
        int end = packed.position();
        packed.clear();
        new GrainMarker((long) grain * Grain.SECTORS, end - GrainMarker.SIZE).encode(packed);
        int padded = (int) Grain.padded(end);
        MemorySegment.ofBuffer(packed.clear()).asSlice(end, padded - end).fill((byte) 0);
        packed.limit(padded);
    }

    @Override
    public void close() throws IOException {
        compressor.close();
        disk.close();
    }
}
