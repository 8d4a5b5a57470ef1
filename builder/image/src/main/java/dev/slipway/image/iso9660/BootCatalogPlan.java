package dev.slipway.image.iso9660;

import dev.slipway.image.Image;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The boot catalog (El Torito 1.0, figure 1): the validation entry with the default entry, then a section for each
/// run of entries of one platform. One block.
final class BootCatalogPlan {

    private final List<BootImage> images = new ArrayList<>();
    private final List<BootEntry> entries = new ArrayList<>();

    void add(BootImage image, long block, long bytes) {
        images.add(image);
        entries.add(new BootEntry(true, 0, 0, 0, image.sectors(bytes), block));
    }

    Image encode() {
        byte[] bytes = new byte[Blocks.BLOCK_BYTES];
        ByteBuffer out = BothOrders.wrap(bytes);
        new ValidationEntry(images.getFirst().platform().id()).encode(out);
        entries.getFirst().encode(out);
        int from = 1;
        while (from < images.size()) {
            BootPlatform platform = images.get(from).platform();
            int to = from;
            while (to < images.size() && images.get(to).platform() == platform) {
                to++;
            }
            new SectionHeader(to == images.size(), platform.id(), to - from).encode(out);
            entries.subList(from, to).forEach(entry -> entry.encode(out));
            from = to;
        }
        return Image.ofBytes(bytes);
    }
}
