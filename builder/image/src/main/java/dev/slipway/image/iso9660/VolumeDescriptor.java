package dev.slipway.image.iso9660;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// A primary volume descriptor (ECMA-119, 8.4) or Joliet's supplementary one (8.5), which share their layout. One
/// block.
///
/// @param labels the texts; the date is that of modification
/// @param spaceBlocks the size of the volume, counted from its own first block
/// @param pathTableBytes the size of each path table
/// @param littlePathTableBlock where the path table in Intel's byte order lies
/// @param bigPathTableBlock where the one in Motorola's byte order lies
/// @param rootBlock where the root directory lies, counted from the start of the volume
/// @param rootBytes the size of the root directory
public record VolumeDescriptor(
        Kind kind,
        VolumeLabels labels,
        long spaceBlocks,
        long pathTableBytes,
        long littlePathTableBlock,
        long bigPathTableBlock,
        long rootBlock,
        long rootBytes) {

    /// Whose hierarchy the descriptor begins.
    public enum Kind {
        PRIMARY,
        JOLIET
    }

    static final int TYPE_PRIMARY = 1;
    static final int TYPE_SUPPLEMENTARY = 2;

    private static final byte[] JOLIET_LEVEL_3 = {'%', '/', 'E'};
    private static final byte[] ROOT_IDENTIFIER = {0};
    private static final int ESCAPES_AT = 88;
    private static final int ROOT_AT = 156;
    private static final int TEXTS_AT = 190;
    private static final int DATES_AT = 813;
    private static final String STRUCTURE = "volume descriptor";

    void encode(ByteBuffer out) {
        int start = out.position();
        out.put((byte) (kind == Kind.PRIMARY ? TYPE_PRIMARY : TYPE_SUPPLEMENTARY));
        out.put(DescriptorSet.STANDARD_ID).put((byte) 1).put((byte) 0);
        putText(out, labels.systemId(), 32);
        putText(out, labels.volumeId(), 32);
        out.position(start + 80);
        BothOrders.put32(out, spaceBlocks);
        if (kind == Kind.JOLIET) {
            out.put(JOLIET_LEVEL_3);
        }
        out.position(start + 120);
        BothOrders.put16(out, 1);
        BothOrders.put16(out, 1);
        BothOrders.put16(out, Blocks.BLOCK_BYTES);
        BothOrders.put32(out, pathTableBytes);
        out.putInt((int) littlePathTableBlock).putInt(0);
        out.putInt(Integer.reverseBytes((int) bigPathTableBlock)).putInt(0);
        DirectoryRecord.of(
                        rootBlock,
                        rootBytes,
                        labels.date().instant().orElse(java.time.Instant.EPOCH),
                        DirectoryRecord.DIRECTORY,
                        ROOT_IDENTIFIER)
                .encode(out);
        encodeTexts(out);
        encodeDates(out);
        out.position(start + Blocks.BLOCK_BYTES);
    }

    private void encodeTexts(ByteBuffer out) {
        putText(out, labels.volumeSetId(), 128);
        putText(out, labels.publisherId(), 128);
        putText(out, labels.preparerId(), 128);
        putText(out, labels.applicationId(), 128);
        // The files with copyright, abstract and bibliography: none.
        putText(out, "", 37);
        putText(out, "", 37);
        putText(out, "", 37);
    }

    private void encodeDates(ByteBuffer out) {
        labels.date().encode(out);
        labels.date().encode(out);
        VolumeDate.UNSPECIFIED.encode(out);
        labels.date().encode(out);
        out.put((byte) 1);
    }

    private void putText(ByteBuffer out, String text, int bytes) {
        if (kind == Kind.PRIMARY) {
            out.put(text.getBytes(StandardCharsets.US_ASCII));
            out.put(" ".repeat(bytes - text.length()).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        String shown = text.substring(0, Math.min(text.length(), bytes / 2));
        out.put(shown.getBytes(StandardCharsets.UTF_16BE));
        out.put(" ".repeat(bytes / 2 - shown.length()).getBytes(StandardCharsets.UTF_16BE));
        out.put(new byte[bytes % 2]);
    }

    /// Whether a supplementary descriptor is one of Joliet's three levels.
    static boolean isJoliet(ByteBuffer block) {
        byte[] escapes = new byte[3];
        block.get(ESCAPES_AT, escapes);
        return escapes[0] == '%' && escapes[1] == '/' && "@CE".indexOf(escapes[2]) >= 0;
    }

    /// Reads a descriptor from a buffer that holds its block.
    ///
    /// @param offset where the block lies in the image
    static VolumeDescriptor decode(ByteBuffer block, Kind kind, long offset) throws MalformedImageException {
        Charset charset = kind == Kind.PRIMARY ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16BE;
        block.position(80);
        long spaceBlocks = BothOrders.get32(block);
        block.position(128);
        int blockBytes = BothOrders.get16(block);
        if (blockBytes != Blocks.BLOCK_BYTES) {
            throw new MalformedImageException(
                    STRUCTURE, offset + 128, "expected logical blocks of 2048 bytes, found " + blockBytes);
        }
        long pathTableBytes = BothOrders.get32(block);
        long little = Integer.toUnsignedLong(block.getInt(140));
        long big = Integer.toUnsignedLong(Integer.reverseBytes(block.getInt(148)));
        DirectoryRecord root =
                DirectoryRecord.decode(block.slice(ROOT_AT, TEXTS_AT - ROOT_AT).order(block.order()), offset + ROOT_AT);
        VolumeLabels labels = new VolumeLabels(
                text(block, charset, 8, 32),
                text(block, charset, 40, 32),
                text(block, charset, TEXTS_AT, 128),
                text(block, charset, TEXTS_AT + 128, 128),
                text(block, charset, TEXTS_AT + 256, 128),
                text(block, charset, TEXTS_AT + 384, 128),
                VolumeDate.decode(block.position(DATES_AT + VolumeDate.BYTES)));
        return new VolumeDescriptor(
                kind,
                labels,
                spaceBlocks,
                pathTableBytes,
                little,
                big,
                root.block() + root.attributeBlocks(),
                root.dataBytes());
    }

    /// The text without its padding; what no label of ours may hold becomes `?`.
    private static String text(ByteBuffer block, Charset charset, int at, int bytes) {
        byte[] raw = new byte[bytes];
        block.get(at, raw);
        String text = new String(raw, charset);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
            end--;
        }
        StringBuilder shown = new StringBuilder(text.substring(0, end));
        for (int i = 0; i < shown.length(); i++) {
            if (shown.charAt(i) < ' ' || shown.charAt(i) > '~') {
                shown.setCharAt(i, '?');
            }
        }
        return shown.toString();
    }
}
