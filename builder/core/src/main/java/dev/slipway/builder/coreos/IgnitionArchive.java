package dev.slipway.builder.coreos;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.image.cpio.CpioImage;
import dev.slipway.image.cpio.CpioReader;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.SingleXZInputStream;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/// What an embed area holds: a compressed cpio archive, which the kernel unpacks over its initial file system, and in
/// which Ignition finds its config; zeros behind it (coreos-installer's documentation, "ISO-embedded Ignition
/// configuration").
public final class IgnitionArchive {

    /// Ignition's name for it in the root of the initial file system.
    public static final String CONFIG = "config.ign";

    private static final int PLAIN_BYTES_MAX = 16 << 20;
    private static final int XZ_MEMORY_KIBIBYTES_MAX = 64 << 10;
    private static final int DICTIONARY_BYTES = 1 << 20;
    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int XZ_MAGIC = 0xFD37;
    private static final int CPIO_MAGIC = 0x3037;

    private IgnitionArchive() {}

    /// An archive with a config. Equal configs give equal bytes, whatever machine packs them.
    public static byte[] pack(byte[] config) {
        Directory tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH))
                .put(CONFIG, new RegularFile(Metadata.of(0600, Instant.EPOCH), Image.ofBytes(config.clone())))
                .build();
        try {
            LZMA2Options options = new LZMA2Options();
            // The kernel's decoder takes no other sum than CRC-32, and memory for all of the dictionary.
            options.setDictSize(DICTIONARY_BYTES);
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (XZOutputStream xz = new XZOutputStream(packed, options, XZ.CHECK_CRC32)) {
                xz.write(CpioImage.plan(tree).toByteArray(PLAIN_BYTES_MAX));
            }
            return packed.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The config of an area, where it has one.
    ///
    /// @throws ProblemException where the area holds something else
    public static Optional<byte[]> config(byte[] area) {
        Optional<Directory> tree = unpack(area);
        if (tree.isEmpty() || !(tree.get().find(CONFIG) instanceof RegularFile file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(file.content().toByteArray(PLAIN_BYTES_MAX));
        } catch (IOException e) {
            throw unsound(String.valueOf(e.getMessage()), e);
        }
    }

    /// The paths of what an area holds besides a config.
    ///
    /// @throws ProblemException where the area holds no archive
    public static List<String> others(byte[] area) {
        List<String> paths = new ArrayList<>();
        unpack(area)
                .ifPresent(tree -> tree.walk((path, node) -> {
                    if (!(node instanceof Directory) && !path.equals(CONFIG)) {
                        paths.add(path);
                    }
                }));
        return paths;
    }

    private static Optional<Directory> unpack(byte[] area) {
        int end = area.length;
        while (end > 0 && area[end - 1] == 0) {
            end--;
        }
        if (end == 0) {
            return Optional.empty();
        }
        int magic = area.length < 2 ? 0 : ((area[0] & 0xFF) << 8) | (area[1] & 0xFF);
        try (InputStream plain = opened(magic, area)) {
            byte[] cpio = plain.readNBytes(PLAIN_BYTES_MAX + 1);
            if (cpio.length > PLAIN_BYTES_MAX) {
                throw unsound("it unpacks to more than %d bytes".formatted(PLAIN_BYTES_MAX), null);
            }
            return Optional.of(CpioReader.read(Image.ofBytes(cpio)));
        } catch (IOException e) {
            throw unsound(String.valueOf(e.getMessage()), e);
        }
    }

    private static InputStream opened(int magic, byte[] area) throws IOException {
        InputStream in = new ByteArrayInputStream(area);
        return switch (magic) {
            case GZIP_MAGIC -> new GZIPInputStream(in);
            // One stream, behind which the zeros begin.
            case XZ_MAGIC -> new SingleXZInputStream(in, XZ_MEMORY_KIBIBYTES_MAX);
            case CPIO_MAGIC -> in;
            default -> throw unsound("it begins neither as gzip nor as xz or cpio", null);
        };
    }

    private static ProblemException unsound(String reason, @org.jspecify.annotations.Nullable Throwable cause) {
        Problem problem = Problem.input("coreos.embed-area", "the embed area holds no archive with an Ignition config")
                .because(reason)
                .fix("the image is damaged, or a change of it was interrupted: take a copy that is whole");
        return cause == null ? problem.exception() : problem.exception(cause);
    }
}
