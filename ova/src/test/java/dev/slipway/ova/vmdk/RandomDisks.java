package dev.slipway.ova.vmdk;

import dev.slipway.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Disks of some megabytes by a seed: noise, text, holes, and zeros that are no holes, of any length and at any place.
final class RandomDisks {

    private static final int PIECES = 30;
    private static final int PIECE_BYTES_MAX = 300_000;

    private RandomDisks() {}

    static Image of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Image> pieces = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            int length = random.nextInt(PIECE_BYTES_MAX);
            byte[] bytes = new byte[length];
            switch (random.nextInt(4)) {
                case 0 -> pieces.add(Image.zeros(length));
                case 1 -> pieces.add(Image.ofBytes(bytes));
                case 2 -> {
                    random.nextBytes(bytes);
                    pieces.add(Image.ofBytes(bytes));
                }
                default -> {
                    for (int at = 0; at < length; at++) {
                        bytes[at] = (byte) ('a' + random.nextInt(3));
                    }
                    pieces.add(Image.ofBytes(bytes));
                }
            }
        }
        return Image.concat(pieces).padTo(512);
    }
}
