package dev.slipway.image.qcow2;

import dev.slipway.image.Crew;
import dev.slipway.image.Extent;
import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Extent.ZeroExtent;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A qcow2 image that stands by itself. Its snapshots are left aside: what is read is the disk as it is now. Safe for
/// use by several threads.
public final class Qcow2File {

    private static final int THREADS_MAX = 64;

    private final Path path;
    private final Qcow2Header header;
    private final ClusterMap map;
    private final boolean compressed;

    private Qcow2File(Path path, Qcow2Header header, ClusterMap map, boolean compressed) {
        this.path = path;
        this.header = header;
        this.map = map;
        this.compressed = compressed;
    }

    /// Opens an image and checks its tables; compressed clusters are checked when they are read.
    ///
    /// @throws dev.slipway.image.MalformedImageException where it is none, is damaged, is encrypted, or has data in
    ///     other files
    public static Qcow2File open(Path path) throws IOException {
        try (ImageReader file = ImageReader.of(Image.ofFile(path))) {
            Qcow2Header header = Qcow2Header.read(file);
            ClusterMap map = ClusterMap.read(file, header);
            boolean[] compressed = {false};
            map.check(file, (position, length, cluster) -> compressed[0] |= cluster instanceof Cluster.Compressed);
            return new Qcow2File(path, header, map, compressed[0]);
        }
    }

    /// The size of the disk in bytes.
    public long size() {
        return header.size();
    }

    /// Whether any cluster is compressed: if so, there is no [#image()].
    public boolean isCompressed() {
        return compressed;
    }

    /// The disk, made of slices of the file.
    ///
    /// @throws IllegalStateException where clusters are compressed
    public Image image() throws IOException {
        if (compressed) {
            throw new IllegalStateException(path + " has compressed clusters");
        }
        List<Extent> extents = new ArrayList<>();
        try (ImageReader file = ImageReader.of(Image.ofFile(path))) {
            for (int part = 0; part < map.parts(); part++) {
                map.visit(file, part, (position, length, cluster) -> append(extents, cluster, length));
            }
        }
        return Image.of(extents);
    }

    /// Appends a cluster to a list that stays short where clusters continue each other.
    private void append(List<Extent> extents, Cluster cluster, long length) {
        Extent last = extents.isEmpty() ? new ZeroExtent(0) : extents.getLast();
        if (cluster instanceof Cluster.Plain(long offset)) {
            if (last instanceof FileExtent file && file.offset() + file.length() == offset) {
                extents.set(extents.size() - 1, new FileExtent(path, file.offset(), file.length() + length));
            } else {
                extents.add(new FileExtent(path, offset, length));
            }
        } else if (last instanceof ZeroExtent(long zeros) && !extents.isEmpty()) {
            extents.set(extents.size() - 1, new ZeroExtent(zeros + length));
        } else {
            extents.add(new ZeroExtent(length));
        }
    }

    /// Writes the disk as a sparse file, which appears when it is whole.
    ///
    /// @param progress is told bytes of the disk
    public void expandTo(Path raw, Progress progress) throws IOException {
        if (!compressed) {
            image().writeTo(raw, progress);
            return;
        }
        try (WholeFile target = WholeFile.beside(raw)) {
            FileChannel channel = target.channel();
            AtomicInteger next = new AtomicInteger();
            AtomicInteger done = new AtomicInteger();
            int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, THREADS_MAX);
            Crew.run(threads, () -> {
                try (ImageReader file = ImageReader.of(Image.ofFile(path));
                        ClusterReader reader = new ClusterReader(file, header)) {
                    for (int part = next.getAndIncrement();
                            part < map.parts() && !Thread.interrupted();
                            part = next.getAndIncrement()) {
                        map.visit(
                                file,
                                part,
                                (position, length, cluster) -> write(position, length, cluster, file, reader, channel));
                        long share = header.size() / map.parts();
                        progress.written(share * done.incrementAndGet(), header.size());
                    }
                }
            });
            if (channel.size() < header.size()) {
                channel.write(ByteBuffer.allocate(1), header.size() - 1);
            }
            target.complete();
        }
        progress.written(header.size(), header.size());
    }

    private static void write(
            long position, long length, Cluster cluster, ImageReader file, ClusterReader reader, FileChannel channel)
            throws IOException {
        byte[] bytes;
        switch (cluster) {
            case Cluster.Zeros ignored -> {
                return;
            }
            case Cluster.Plain(long offset) -> {
                bytes = new byte[(int) length];
                file.read(offset, bytes);
            }
            case Cluster.Compressed packed -> bytes = reader.read(packed);
        }
        ByteBuffer from = ByteBuffer.wrap(bytes, 0, (int) length);
        for (long at = position; from.hasRemaining(); ) {
            at += channel.write(from, at);
        }
    }
}
