package dev.slipway.image.squashfs;

import dev.slipway.image.Crew;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/// Finds files of equal content. Most files are told apart by their size, most others by a checksum of their beginning;
/// only what is equal up to there is read whole, for a SHA-256.
final class Duplicates {

    private static final int BEGINNING_BYTES = 64 << 10;

    private final List<Image> files;
    private final int threads;
    /// All files one behind the other, so that one reader with its open files serves them all.
    private final Image contents;

    private final long[] starts;
    private final Object[] keys;

    private record Beginning(long bytes, long crc) {}

    private Duplicates(List<Image> files, int threads) {
        this.files = files;
        this.threads = threads;
        keys = new Object[files.size()];
        contents = Image.concat(files);
        starts = new long[files.size() + 1];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = files.get(i).size();
            starts[i + 1] = starts[i] + files.get(i).size();
        }
    }

    /// For each file the index of the first one with the same content, which may be its own.
    static int[] find(List<Image> files, int threads) throws IOException {
        Duplicates duplicates = new Duplicates(files, threads);
        duplicates.distinguish(duplicates::beginning);
        duplicates.distinguish((file, reader, scratch) -> files.get(file).sha256());
        return duplicates.firsts();
    }

    @FunctionalInterface
    private interface Key {
        Object of(int file, ImageReader reader, ByteBuffer scratch) throws IOException;
    }

    /// Replaces the keys of all files that share theirs with another file by a better one.
    private void distinguish(Key key) throws IOException {
        List<Integer> unclear = unclear();
        AtomicInteger next = new AtomicInteger();
        Crew.run(threads, () -> {
            ByteBuffer scratch = ByteBuffer.allocateDirect(BEGINNING_BYTES);
            try (ImageReader reader = ImageReader.of(contents)) {
                for (int i = next.getAndIncrement(); i < unclear.size(); i = next.getAndIncrement()) {
                    int file = unclear.get(i);
                    keys[file] = key.of(file, reader, scratch);
                }
            }
        });
    }

    private List<Integer> unclear() {
        Set<Object> seen = new HashSet<>();
        Set<Object> shared = new HashSet<>();
        for (Object key : keys) {
            if (!seen.add(key)) {
                shared.add(key);
            }
        }
        List<Integer> unclear = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            if (shared.contains(keys[i]) && files.get(i).size() > 0) {
                unclear.add(i);
            }
        }
        return unclear;
    }

    private Object beginning(int file, ImageReader reader, ByteBuffer scratch) throws IOException {
        long bytes = starts[file + 1] - starts[file];
        scratch.clear().limit((int) Math.min(scratch.capacity(), bytes));
        reader.read(starts[file], scratch);
        CRC32C crc = new CRC32C();
        crc.update(scratch.flip());
        return new Beginning(bytes, crc.getValue());
    }

    private int[] firsts() {
        Map<Object, Integer> firsts = new HashMap<>();
        int[] result = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int index = i;
            result[i] = firsts.computeIfAbsent(keys[i], ignored -> index);
        }
        return result;
    }
}
