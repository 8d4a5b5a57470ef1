package dev.slipway.image.cpio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// An entry of an archive.
///
/// @param path bytes, one to a character
/// @param offset of the header
record CpioEntry(CpioHeader header, String path, Image data, long offset) {

    private static final int SHOWN_LENGTH_MAX = 200;
    private static final int CHUNK_BYTES = 1 << 16;

    boolean isTrailer() {
        return path.equals(CpioHeader.TRAILER);
    }

    /// @throws IllegalArgumentException where a part is no name
    List<FileName> names() {
        List<FileName> names = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty() && !part.equals(".")) {
                names.add(FileName.ofBytes(part.getBytes(ISO_8859_1)));
            }
        }
        return names;
    }

    /// @throws IllegalArgumentException where an owner is out of range
    Metadata metadata() {
        return new Metadata(
                (int) (header.mode() & 07777),
                header.uid(),
                header.gid(),
                Instant.ofEpochSecond(header.modified()),
                Collections.emptySortedMap());
    }

    /// @throws IllegalArgumentException where a number is out of range
    Node.Special special(Node.Special.Kind kind) {
        boolean device = kind == Node.Special.Kind.CHARACTER_DEVICE || kind == Node.Special.Kind.BLOCK_DEVICE;
        return new Node.Special(
                metadata(), kind, device ? header.specialMajor() : 0, device ? header.specialMinor() : 0);
    }

    /// Compares the sum of the data's bytes with the one in the header, where there is one.
    void checkSum() throws IOException {
        // Only files are summed. The earlier names of a linked one have the sum of the data that only the last one
        // brings.
        if (!header.summed() || header.size() == 0 || header.type() != CpioHeader.FILE) {
            return;
        }
        long sum = 0;
        byte[] chunk = new byte[CHUNK_BYTES];
        try (ImageReader reader = ImageReader.of(data)) {
            for (long at = 0; at < data.size(); at += CHUNK_BYTES) {
                int length = (int) Math.min(CHUNK_BYTES, data.size() - at);
                reader.read(at, chunk, 0, length);
                for (int i = 0; i < length; i++) {
                    sum += chunk[i] & 0xFF;
                }
            }
        }
        if ((sum & 0xFFFF_FFFFL) != header.check()) {
            throw problem("expected a sum of %08X over its data, found %08X".formatted(header.check(), sum));
        }
    }

    MalformedImageException problem(String problem) {
        return new MalformedImageException("cpio entry '%s'".formatted(shown(path)), offset, problem);
    }

    /// A name as it may stand in a message: short, and without control characters.
    static String shown(String path) {
        String text = new String(path.getBytes(ISO_8859_1), UTF_8).replaceAll("\\p{Cntrl}", "?");
        return text.length() <= SHOWN_LENGTH_MAX ? text : text.substring(0, SHOWN_LENGTH_MAX) + "...";
    }
}
