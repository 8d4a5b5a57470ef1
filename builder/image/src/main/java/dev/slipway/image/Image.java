package dev.slipway.image;

import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Extent.MemoryExtent;
import dev.slipway.image.Extent.ZeroExtent;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// An immutable run of bytes, composed of [extents][Extent] in order. Composing copies no data: an image of a gigabyte
/// costs a few dozen objects until somebody asks for its bytes, and every format writer of this library returns one.
///
/// Offsets and lengths are in bytes. Images are safe for use by several threads.
public final class Image {

    private static final Image EMPTY = new Image(List.of());

    private final List<Extent> extents;
    /// `starts[i]` is the offset of extent `i`; the last element is the size of the image.
    private final long[] starts;

    private Image(List<Extent> extents) {
        this.extents = extents;
        starts = new long[extents.size() + 1];
        for (int i = 0; i < extents.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], extents.get(i).length());
        }
    }

    /// The image without a byte.
    public static Image empty() {
        return EMPTY;
    }

    /// The whole of a file, with the size that it has now.
    public static Image ofFile(Path path) throws IOException {
        return of(new FileExtent(path, 0, Files.size(path)));
    }

    /// As [#ofFile(Path)], with the holes of a sparse file as zeros that nobody reads, where the platform tells them.
    public static Image ofSparseFile(Path path) throws IOException {
        return SparseFile.read(path);
    }

    /// The given bytes, which the caller hands over and changes no more.
    public static Image ofBytes(byte[] bytes) {
        return of(MemoryExtent.of(bytes));
    }

    /// A run of zeros.
    public static Image zeros(long length) {
        return of(new ZeroExtent(length));
    }

    /// One extent as an image.
    public static Image of(Extent extent) {
        return of(List.of(extent));
    }

    /// Extents one after another.
    public static Image of(List<Extent> extents) {
        Composer composer = new Composer();
        extents.forEach(composer::append);
        return composer.compose();
    }

    /// Images one after another.
    public static Image concat(Image... images) {
        return concat(Arrays.asList(images));
    }

    /// Images one after another.
    public static Image concat(List<Image> images) {
        Composer composer = new Composer();
        for (Image image : images) {
            image.extents.forEach(composer::append);
        }
        return composer.compose();
    }

    /// The number of bytes.
    public long size() {
        return starts[extents.size()];
    }

    /// The parts of which this image is made, none of them empty.
    public List<Extent> extents() {
        return extents;
    }

    /// This image with the other one behind it.
    public Image then(Image next) {
        return concat(this, next);
    }

    /// The part that starts at `offset` and is `length` bytes long.
    ///
    /// @throws IndexOutOfBoundsException where the part does not lie within this image
    public Image slice(long offset, long length) {
        Objects.checkFromIndexSize(offset, length, size());
        Composer composer = new Composer();
        long end = offset + length;
        for (int i = indexAt(offset); i < extents.size() && starts[i] < end; i++) {
            long from = Math.max(offset, starts[i]);
            long to = Math.min(end, starts[i + 1]);
            composer.append(extents.get(i).slice(from - starts[i], to - from));
        }
        return composer.compose();
    }

    /// This image with the bytes from `offset` on replaced by those of another, which may reach beyond the end; a gap
    /// in between is filled with zeros.
    public Image overlay(long offset, Image patch) {
        if (offset >= size()) {
            return concat(this, zeros(offset - size()), patch);
        }
        long end = offset + patch.size();
        Image head = slice(0, offset);
        return end >= size() ? head.then(patch) : concat(head, patch, slice(end, size() - end));
    }

    /// This image with zeros at its end, up to the next multiple of `alignment` bytes.
    public Image padTo(long alignment) {
        long rest = size() % alignment;
        return rest == 0 ? this : then(zeros(alignment - rest));
    }

    /// Writes the whole image to a file that appears only when it is complete and on the disk: the bytes go to a
    /// sibling, which takes the name at the end. Zeros become holes, file extents are copied inside the kernel.
    public void writeTo(Path target) throws IOException {
        writeTo(target, ImageWriter.Progress.NONE);
    }

    /// As [#writeTo(Path)], telling how far it has come.
    public void writeTo(Path target, ImageWriter.Progress progress) throws IOException {
        ImageWriter.write(this, target, progress);
    }

    /// As [#writeTo(Path, ImageWriter.Progress)], to a file that none but its owner may read at any time: for
    /// images that hold secrets.
    public void writePrivateTo(Path target, ImageWriter.Progress progress) throws IOException {
        ImageWriter.writePrivate(this, target, progress);
    }

    /// As [#writeTo(Path, ImageWriter.Progress)], hashing what is written at the same time: the file appears when its
    /// digest is known.
    ///
    /// @return the digest of the file
    public Sha256 writeHashedTo(Path target, ImageWriter.Progress progress) throws IOException {
        return ImageWriter.writeHashed(this, target, progress);
    }

    /// Sends `count` bytes from offset `from` on to a channel: to a socket without a copy in this process.
    ///
    /// @throws IndexOutOfBoundsException where the range does not lie within this image
    public void transferTo(WritableByteChannel target, long from, long count) throws IOException {
        ImageWriter.transfer(slice(from, count), target);
    }

    /// Opens the image for reading at any position. The channel is to be used by one thread at a time and holds at most
    /// a bounded number of files open.
    public SeekableByteChannel open() {
        return new ImageChannel(this);
    }

    /// The SHA-256 of all bytes. See [Sha256] for keeping the state after a shared prefix.
    public Sha256 sha256() throws IOException {
        return Sha256.EMPTY.then(this);
    }

    /// All bytes in memory, for images that are known to be small.
    ///
    /// @throws IllegalStateException where the image is larger than `limit` bytes
    public byte[] toByteArray(int limit) throws IOException {
        if (size() > limit) {
            throw new IllegalStateException("image of %d bytes, more than the limit of %d".formatted(size(), limit));
        }
        byte[] bytes = new byte[(int) size()];
        try (ImageReader reader = ImageReader.of(this)) {
            reader.read(0, bytes);
        }
        return bytes;
    }

    /// The index of the extent that holds the byte at `offset`, or the number of extents where `offset` is the size.
    int indexAt(long offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    long startOf(int index) {
        return starts[index];
    }

    @Override
    public String toString() {
        return "Image[size=%d, extents=%d]".formatted(size(), extents.size());
    }

    /// Collects extents: leaves out empty ones and joins neighbours that continue each other.
    private static final class Composer {
        private final List<Extent> extents = new ArrayList<>();

        void append(Extent next) {
            if (next.length() == 0) {
                return;
            }
            if (!extents.isEmpty()) {
                Extent last = extents.getLast();
                if (last instanceof ZeroExtent(long length) && next instanceof ZeroExtent(long more)) {
                    extents.set(extents.size() - 1, new ZeroExtent(Math.addExact(length, more)));
                    return;
                }
                if (last instanceof FileExtent(Path path, long offset, long length)
                        && next instanceof FileExtent(Path nextPath, long nextOffset, long nextLength)
                        && offset + length == nextOffset
                        && path.equals(nextPath)) {
                    extents.set(extents.size() - 1, new FileExtent(path, offset, length + nextLength));
                    return;
                }
            }
            extents.add(next);
        }

        Image compose() {
            return extents.isEmpty() && EMPTY != null ? EMPTY : new Image(List.copyOf(extents));
        }
    }
}
