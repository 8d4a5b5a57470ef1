package dev.slipway.image.iso9660;

import static dev.slipway.image.iso9660.DirectoryRecordTests.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.MalformedImageException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VolumeDescriptorTests {

    private static final VolumeDate DATE = VolumeDate.of(Instant.parse("2026-11-21T05:22:39.120Z"));
    private static final VolumeLabels LABELS =
            VolumeLabels.of("COS_LIVE", DATE).withMakers("publisher", "preparer", "application");

    @Test
    void encodeWhenPrimaryPutsFieldsWhereTheStandardHasThem() {
        byte[] block = encode(VolumeDescriptor.Kind.PRIMARY);

        assertThat(Arrays.copyOf(block, 8)).isEqualTo(bytes("01 4344303031 01 00"));
        assertThat(text(block, 40, 32)).isEqualTo("COS_LIVE" + " ".repeat(24));
        assertThat(Arrays.copyOfRange(block, 80, 88)).isEqualTo(bytes("39300000 00003039"));
        assertThat(Arrays.copyOfRange(block, 120, 132)).isEqualTo(bytes("01000001 01000001 00080800"));
        assertThat(Arrays.copyOfRange(block, 132, 156))
                .isEqualTo(bytes("0a000000 0000000a 14000000 00000000 00000015 00000000"));
        assertThat(Arrays.copyOfRange(block, 156, 190))
                .isEqualTo(bytes("2200 1600000000000016 0008000000000800 7e0b1505162700 02 0000 01000001 01 00"));
        assertThat(text(block, 318, 10)).isEqualTo("publisher ");
        assertThat(text(block, 813, 16)).isEqualTo("2026112105223912");
        assertThat(text(block, 847, 16)).isEqualTo("0000000000000000");
        assertThat(block[881]).isEqualTo((byte) 1);
    }

    @Test
    void encodeWhenJolietIsInUcs2() {
        byte[] block = encode(VolumeDescriptor.Kind.JOLIET);

        assertThat(block[0]).isEqualTo((byte) 2);
        assertThat(Arrays.copyOfRange(block, 40, 44)).isEqualTo(bytes("0043 004f"));
        assertThat(Arrays.copyOfRange(block, 88, 92)).isEqualTo(bytes("252f45 00"));
    }

    @Test
    void decodeWhenEncodedGivesTheSame() throws MalformedImageException {
        for (VolumeDescriptor.Kind kind : VolumeDescriptor.Kind.values()) {
            assertThat(VolumeDescriptor.decode(BothOrders.wrap(encode(kind)), kind, 0))
                    .isEqualTo(descriptor(kind));
        }
    }

    @Test
    void decodeWhenBlocksHaveAnotherSizeTellsWhere() {
        byte[] block = encode(VolumeDescriptor.Kind.PRIMARY);
        block[129] = 4;

        assertThatThrownBy(() -> VolumeDescriptor.decode(BothOrders.wrap(block), VolumeDescriptor.Kind.PRIMARY, 32_768))
                .hasMessage("volume descriptor at byte 32896: expected logical blocks of 2048 bytes, found 1024");
    }

    @Test
    void labelWhenTooLongIsRefused() {
        assertThatThrownBy(() -> VolumeLabels.of("x".repeat(33), DATE))
                .hasMessage("volume id '%s' has 33 characters; at most 32 are possible".formatted("x".repeat(33)));
    }

    @Test
    void labelWhenNotAsciiIsRefused() {
        assertThatThrownBy(() -> VolumeLabels.of("COS\u00e9", DATE))
                .hasMessage("volume id 'COS\u00e9' holds U+00E9 at position 4; only printable ASCII is possible");
    }

    @Test
    void dateWhenUnspecifiedIsNoInstant() {
        assertThat(VolumeDate.UNSPECIFIED.instant()).isEmpty();
        assertThat(DATE.instant()).contains(Instant.parse("2026-11-21T05:22:39.120Z"));
        assertThat(new VolumeDate("2026112105223900", 4).instant()).contains(Instant.parse("2026-11-21T04:22:39Z"));
    }

    private static VolumeDescriptor descriptor(VolumeDescriptor.Kind kind) {
        return new VolumeDescriptor(kind, LABELS, 12_345, 10, 20, 21, 22, 2048);
    }

    private static byte[] encode(VolumeDescriptor.Kind kind) {
        byte[] block = new byte[Blocks.BLOCK_BYTES];
        descriptor(kind).encode(BothOrders.wrap(block));
        return block;
    }

    private static String text(byte[] block, int at, int length) {
        return new String(block, at, length, StandardCharsets.US_ASCII);
    }
}
