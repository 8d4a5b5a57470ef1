package dev.slipway.builder.oci.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Images that are made in memory, by other people's compressors and tar writer.
public final class TestImages {

    private TestImages() {}

    /// A tar with one file.
    public static byte[] tar(String name, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// Bytes that no compressor makes smaller.
    public static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        RandomGenerator.of("L64X128MixRandom").nextBytes(bytes);
        return bytes;
    }

    /// One member.
    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// One frame.
    public static byte[] zstd(byte[] plain) {
        return Zstd.compress(plain);
    }

    /// An image: its blobs by their digests, and its manifest among them.
    public record Made(Document manifest, Map<Digest, byte[]> blobs, List<Descriptor> layers) {}

    /// An image for linux/amd64 of these layers, each given as what is stored and what it stands for.
    public static Made image(byte[]... storedAndPlain) {
        Map<Digest, byte[]> blobs = new LinkedHashMap<>();
        List<Descriptor> layers = new java.util.ArrayList<>();
        List<String> diffIds = new java.util.ArrayList<>();
        for (int i = 0; i < storedAndPlain.length; i += 2) {
            byte[] stored = storedAndPlain[i];
            blobs.put(Digest.of(stored), stored);
            layers.add(Descriptor.of(MediaTypes.OCI_LAYER + "+gzip", Digest.of(stored), stored.length));
            diffIds.add("\"" + Digest.of(storedAndPlain[i + 1]) + "\"");
        }
        byte[] config =
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}"
                        .formatted(String.join(",", diffIds))
                        .getBytes(UTF_8);
        blobs.put(Digest.of(config), config);
        List<String> descriptors = layers.stream().map(TestImages::json).toList();
        byte[] manifest = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
                .formatted(
                        MediaTypes.OCI_MANIFEST,
                        json(Descriptor.of(MediaTypes.OCI_CONFIG, Digest.of(config), config.length)),
                        String.join(",", descriptors))
                .getBytes(UTF_8);
        blobs.put(Digest.of(manifest), manifest);
        return new Made(Document.of(manifest), blobs, layers);
    }

    private static String json(Descriptor descriptor) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%s}"
                .formatted(descriptor.mediaType(), descriptor.digest(), Long.toString(descriptor.size()));
    }
}
