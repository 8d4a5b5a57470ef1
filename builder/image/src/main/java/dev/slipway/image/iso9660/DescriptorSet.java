package dev.slipway.image.iso9660;

import dev.slipway.image.Image;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The volume descriptors of a view, from its block 16 on (ECMA-119, 6.3): the primary one, El Torito's boot record,
/// Joliet's, and the terminator (8.3).
record DescriptorSet(VolumeDescriptor primary, Optional<BootRecord> bootRecord, Optional<VolumeDescriptor> joliet) {

    static final byte[] STANDARD_ID = "CD001".getBytes(StandardCharsets.US_ASCII);
    static final int TYPE_TERMINATOR = 255;

    Image encode() {
        List<java.util.function.Consumer<ByteBuffer>> descriptors = new ArrayList<>();
        descriptors.add(primary::encode);
        bootRecord.ifPresent(descriptor -> descriptors.add(descriptor::encode));
        joliet.ifPresent(descriptor -> descriptors.add(descriptor::encode));
        descriptors.add(DescriptorSet::encodeTerminator);
        byte[] bytes = new byte[descriptors.size() * Blocks.BLOCK_BYTES];
        ByteBuffer out = BothOrders.wrap(bytes);
        for (int i = 0; i < descriptors.size(); i++) {
            out.position(i * Blocks.BLOCK_BYTES);
            descriptors.get(i).accept(out);
        }
        return Image.ofBytes(bytes);
    }

    private static void encodeTerminator(ByteBuffer out) {
        out.put((byte) TYPE_TERMINATOR).put(STANDARD_ID).put((byte) 1);
    }

    /// How many blocks a set takes.
    static long blocks(boolean bootRecord, boolean joliet) {
        return 2L + (bootRecord ? 1 : 0) + (joliet ? 1 : 0);
    }
}
