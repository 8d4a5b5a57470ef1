package dev.slipway.image.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MbrTests {

    /// Made by hand after UEFI 2.10, tables 5.1 and 5.2.
    private static final byte[] BYTES = bytes();

    private static final Mbr VALUE = new Mbr(
            new byte[] {(byte) 0xEB, 0x3C},
            0xCAFE_F00DL,
            List.of(new MbrPartition(true, 0x83, 2048, 4096), new MbrPartition(false, 0xEF, 0x0200_0000L, 1)));

    private static byte[] bytes() {
        byte[] bytes = new byte[512];
        bytes[0] = (byte) 0xEB;
        bytes[1] = 0x3C;
        String tail = "0df0feca" // disk signature
                + "0000"
                // active, head 32 sector 33 cylinder 0; type; head 97 sector 33 cylinder 0; LBA 2048; 4096 sectors
                + "80202100" + "83" + "61" + "2100" + "00080000" + "00100000"
                // beyond the geometry of 1024 cylinders
                + "00feffff" + "ef" + "feffff" + "00000002" + "01000000"
                + "00".repeat(32)
                + "55aa";
        byte[] tailBytes = HexFormat.of().parseHex(tail);
        System.arraycopy(tailBytes, 0, bytes, 440, tailBytes.length);
        return bytes;
    }

    @Test
    void encodeWritesTheLiteralBytes() throws IOException {
        assertThat(VALUE.encode().toByteArray(512))
                .asHexString()
                .isEqualTo(HexFormat.of().withUpperCase().formatHex(BYTES));
    }

    @Test
    void decodeReadsTheLiteralBytes() throws IOException {
        assertThat(Mbr.decode(ByteBuffer.wrap(BYTES))).isEqualTo(VALUE);
    }

    @Test
    void decodeWhenSignatureIsWrongNamesTheOffset() {
        byte[] broken = BYTES.clone();
        broken[510] ^= 1;
        assertThatThrownBy(() -> Mbr.decode(ByteBuffer.wrap(broken)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage("MBR at byte 510: expected signature 0xaa55, found 0xaa54");
    }

    @Test
    void decodeWhenBootIndicatorIsWrongNamesTheOffset() {
        byte[] broken = BYTES.clone();
        broken[462] = 7;
        assertThatThrownBy(() -> Mbr.decode(ByteBuffer.wrap(broken)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage("MBR partition record at byte 462: expected boot indicator 0x00 or 0x80, found 0x07");
    }

    @Test
    void isPresentWhenDiskIsShortOrBlankIsFalse() throws IOException {
        assertThat(isPresent(Image.zeros(100))).isFalse();
        assertThat(isPresent(Image.zeros(4096))).isFalse();
        assertThat(isPresent(Image.ofBytes(BYTES))).isTrue();
    }

    private static boolean isPresent(Image image) throws IOException {
        try (ImageReader reader = ImageReader.of(image)) {
            return Mbr.isPresent(reader);
        }
    }

    @Test
    void protectiveWhenDiskIsHugeCoversWhat32BitsReach() throws IOException {
        Mbr mbr = Mbr.protective(new byte[0], 0, 1L << 40);
        assertThat(mbr.partitions().getFirst()).isEqualTo(new MbrPartition(false, 0xEE, 1, 0xFFFF_FFFFL));
        // UEFI 2.10, table 5.4
        assertThat(Arrays.copyOfRange(mbr.encode().toByteArray(512), 446, 462))
                .isEqualTo(HexFormat.of().parseHex("00000200eeffffff01000000ffffffff"));
    }

    @Test
    void hybridEndsTheProtectiveRecordBeforeTheFirstPartition() {
        Mbr mbr = Mbr.hybrid(
                new byte[0],
                0,
                List.of(new MbrPartition(true, 0x17, 4096, 100), new MbrPartition(false, 0xEF, 512, 1000)));
        assertThat(mbr.partitions().getFirst()).isEqualTo(new MbrPartition(false, 0xEE, 1, 511));
        assertThat(mbr.isProtective()).isTrue();
    }

    @Test
    void createWhenValuesAreTooLargeThrows() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mbr(new byte[441], 0, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Mbr(new byte[0], 1L << 32, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new MbrPartition(false, 256, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new MbrPartition(false, 1, 1L << 32, 1));
    }
}
