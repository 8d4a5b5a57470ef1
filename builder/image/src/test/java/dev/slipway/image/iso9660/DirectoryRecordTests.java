package dev.slipway.image.iso9660;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DirectoryRecordTests {

    private static final Instant DATE = Instant.parse("2026-11-21T05:22:39Z");

    /// ECMA-119, 9.1, field by field, for a file `A.;1` of 258 bytes at block 0x12345.
    private static final String FILE = "26 00" // length, extended attribute record
            + "45230100 00012345" // extent
            + "02010000 00000102" // data length
            + "7e0b15051627 00" // 2026-11-21 05:22:39, Greenwich
            + "80 00 00" // not the last section, not interleaved
            + "0100 0001" // volume
            + "04 412e3b31" // identifier
            + "00"; // padding

    private static final byte[] FILE_BYTES = bytes(FILE);

    @Test
    void encodeWhenOfAFileGivesTheBytes() {
        byte[] bytes = new byte[FILE_BYTES.length];

        DirectoryRecord.of(0x12345, 258, DATE, DirectoryRecord.MULTI_EXTENT, "A.;1".getBytes(StandardCharsets.US_ASCII))
                .encode(BothOrders.wrap(bytes));

        assertThat(bytes).isEqualTo(FILE_BYTES);
    }

    @Test
    void decodeWhenOfAFileGivesTheFields() throws MalformedImageException {
        DirectoryRecord record = DirectoryRecord.decode(BothOrders.wrap(FILE_BYTES), 0);

        assertThat(record.block()).isEqualTo(0x12345);
        assertThat(record.dataBytes()).isEqualTo(258);
        assertThat(record.date()).isEqualTo(DATE);
        assertThat(record.flags()).isEqualTo(DirectoryRecord.MULTI_EXTENT);
        assertThat(record.identifier()).asString().isEqualTo("A.;1");
        assertThat(record.systemUse()).isEmpty();
    }

    @Test
    void decodeWhenItCrossesTheBlockTellsWhere() {
        ByteBuffer cut = BothOrders.wrap(FILE_BYTES).limit(30);

        assertThatThrownBy(() -> DirectoryRecord.decode(cut, 2018))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage("directory record at byte 2018: its 38 bytes cross the end of the block, 30 bytes ahead");
    }

    @Test
    void decodeWhenTheIdentifierIsTooLongTellsSo() {
        byte[] bytes = FILE_BYTES.clone();
        bytes[32] = 6;

        assertThatThrownBy(() -> DirectoryRecord.decode(BothOrders.wrap(bytes), 7))
                .hasMessage("directory record at byte 7: an identifier of 6 bytes does not fit a record of 38");
    }

    @Test
    void decodeWhenShorterThanAHeaderTellsSo() {
        byte[] bytes = FILE_BYTES.clone();
        bytes[0] = 33;

        assertThatThrownBy(() -> DirectoryRecord.decode(BothOrders.wrap(bytes), 7))
                .hasMessage("directory record at byte 7: expected at least 34 bytes, found 33");
    }

    @Test
    void dateWhenItIsNoneBecomesTheEpoch() throws MalformedImageException {
        byte[] bytes = FILE_BYTES.clone();
        bytes[19] = 13;

        assertThat(DirectoryRecord.decode(BothOrders.wrap(bytes), 0).date()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void dateWhenTheZoneIsGivenIsInGreenwich() throws MalformedImageException {
        byte[] bytes = FILE_BYTES.clone();
        bytes[24] = -8;

        assertThat(DirectoryRecord.decode(BothOrders.wrap(bytes), 0).date()).isEqualTo(DATE.plusSeconds(2 * 3600));
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
