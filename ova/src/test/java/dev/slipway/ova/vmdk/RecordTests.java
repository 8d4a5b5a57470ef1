package dev.slipway.ova.vmdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Structures against literal bytes, both ways, and with one byte broken.
class RecordTests {

    private static final byte[] HEADER = padded("""
            4b 44 4d 56
            03 00 00 00
            01 00 03 00
            00 00 80 00 00 00 00 00
            80 00 00 00 00 00 00 00
            01 00 00 00 00 00 00 00
            14 00 00 00 00 00 00 00
            00 02 00 00
            00 00 00 00 00 00 00 00
            ff ff ff ff ff ff ff ff
            80 00 00 00 00 00 00 00
            00
            0a 20 0d 0a
            01 00
            """);

    private static final byte[] GRAIN_TABLE_MARKER = padded("""
            04 00 00 00 00 00 00 00
            00 00 00 00
            01 00 00 00
            """);

    private static byte[] padded(String hex) {
        return Arrays.copyOf(HexFormat.of().parseHex(hex.replaceAll("\\s", "")), 512);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void headerWhenReadOrWrittenIsTheseBytes() throws MalformedImageException {
        var header = new SparseExtentHeader(3, 0x30001, 0x800000, 128, 1, 20, 512, 0, -1, 128, false, 1);
        assertThat(SparseExtentHeader.decode(littleEndian(HEADER), "header", 0)).isEqualTo(header);
        assertThat(header.encode()).isEqualTo(HEADER);
        assertThat(SparseExtentHeader.streamOptimized(0x800000, -1)).isEqualTo(header);
        assertThat(header.grains()).isEqualTo(65_536);
        assertThat(header.tables()).isEqualTo(128);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0  | 44 | 0  | expected magic number 4b444d56, found 44444d56
            4  | 4  | 0  | expected version 1 to 3, found 4
            11 | 1  | 0  | flags 0x01030001 ask for what is not known
            10 | 2  | 0  | flags 0x00020001 do not go with compression 1
            18 | 1  | 0  | a capacity of 281474985099264 sectors is more than 137438953472
            20 | 3  | 0  | grains of 3 sectors are no power of two up to 2048
            20 | 0  | 0  | grains of 0 sectors are no power of two up to 2048
            44 | 1  | 0  | grain tables of 513 entries, not of a power of two from 128 to 4096
            73 | d  | 73 | expected line ends (copied as text?) 0a200d0a, found 0d200d0a
            77 | 2  | 0  | flags 0x00030001 do not go with compression 2
            """)
    void headerWhenAByteIsBrokenTellsWhichFieldCannotBe(int at, String hexByte, int told, String problem) {
        byte[] bytes = HEADER.clone();
        bytes[at] = (byte) Integer.parseInt(hexByte, 16);
        assertThatThrownBy(() -> SparseExtentHeader.decode(littleEndian(bytes), "VMDK header", 0))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage("VMDK header at byte %d: %s", told, problem);
    }

    @Test
    void grainMarkerWhenReadOrWrittenIsTheseBytes() {
        byte[] bytes = HexFormat.of().parseHex("80" + "02000000000000" + "21430000");
        var marker = new GrainMarker(0x280, 0x4321);
        assertThat(GrainMarker.decode(littleEndian(bytes))).isEqualTo(marker);
        assertThat(marker.encode()).isEqualTo(bytes);
        // 12 bytes and 0x4321 of data
        assertThat(marker.sectors()).isEqualTo(34);
    }

    @Test
    void metadataMarkerWhenReadOrWrittenIsTheseBytes() throws MalformedImageException {
        var marker = new MetadataMarker(4, MetadataMarker.Type.GRAIN_TABLE);
        assertThat(MetadataMarker.decode(littleEndian(GRAIN_TABLE_MARKER), MetadataMarker.Type.GRAIN_TABLE, 0))
                .isEqualTo(marker);
        assertThat(marker.encode()).isEqualTo(GRAIN_TABLE_MARKER);
    }

    @Test
    void metadataMarkerWhenOfAnotherTypeIsRefused() {
        assertThatThrownBy(
                        () -> MetadataMarker.decode(littleEndian(GRAIN_TABLE_MARKER), MetadataMarker.Type.FOOTER, 1024))
                .hasMessage(
                        "VMDK marker at byte 1024: " + "expected size 0 and type 3 (FOOTER), found size 0 and type 1");
    }

    /// Each line is one that VMware's own tools write.
    @Test
    void descriptorWhenRenderedHasTheLinesOfVmwaresTools() throws MalformedImageException {
        byte[] room = DiskDescriptor.render(VmdkOptions.of(0x00c0ffee), 8_388_608, "0123456789abcdef01234567");
        String text = new String(room, UTF_8);
        assertThat(room).hasSize(20 * 512);
        assertThat(text.strip().replace("\0", ""))
                .contains("# Disk DescriptorFile\nversion=1\n", "CID=00c0ffee\nparentCID=ffffffff\n")
                .contains("createType=\"streamOptimized\"\n", "\nRDONLY 8388608 SPARSE \"disk.vmdk\"\n")
                .contains("\nddb.adapterType = \"lsilogic\"\n", "\nddb.virtualHWVersion = \"15\"\n")
                // 8388608 / 255 / 63, rounded up
                .contains("\nddb.geometry.cylinders = \"523\"\n", "\nddb.geometry.heads = \"255\"\n")
                .contains("\nddb.longContentID = \"0123456789abcdef0123456700c0ffee\"\n");
        DiskDescriptor read = DiskDescriptor.parse(text, 512);
        assertThat(read.contentId()).isEqualTo(0x00c0ffee);
        assertThat(read.extentSectors()).isEqualTo(8_388_608);
        assertThat(read.adapterType()).contains("lsilogic");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CID=c0ffee01      | CID=c0ffee011       | expected a CID of 8 digits, found c0ffee011
            CID=c0ffee01      | CID=coffee01        | expected a CID of 8 digits, found 'coffee01'
            CID=c0ffee01      | DIC=c0ffee01        | expected a CID of 8 digits, found none
            parentCID=ffffffff| parentCID=c0ffee00  | the disk holds only what differs from another (parentCID=c0ffee00)
            RDONLY 24         | READ 24             | expected one extent, found 0: a disk of several is not read
            ddb.adapterType = | RW 24 SPARSE        | expected one extent, found 2: a disk of several is not read
            RDONLY 24         | RDONLY -            | expected a number of sectors, found '-'
            """)
    void descriptorWhenALineIsBrokenTellsWhich(String line, String broken, String problem) {
        String text = HandmadeVmdk.DESCRIPTOR_TEXT.replace(line, broken);
        assertThat(text).isNotEqualTo(HandmadeVmdk.DESCRIPTOR_TEXT);
        assertThatThrownBy(() -> DiskDescriptor.parse(text, 512))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage("VMDK descriptor at byte 512: " + problem);
    }

    @Test
    void optionsWhenOutOfBoundsAreRefused() {
        assertThatThrownBy(() -> VmdkOptions.of(0xFFFF_FFFF)).hasMessageContaining("ffffffff says that there is none");
        assertThatThrownBy(() -> VmdkOptions.of(0xFFFF_FFFE)).hasMessageContaining("fffffffe says that there is none");
        assertThatThrownBy(() -> VmdkOptions.of(1).withLevel(13)).hasMessageContaining("13 is no level");
        assertThatThrownBy(() -> new VmdkOptions(6, 1, "ide\"", 15)).hasMessageContaining("no type of adapter");
        assertThatThrownBy(() -> VmdkOptions.of(1).withFileName("a\nb"))
                .hasMessageContaining("no name of a file that a descriptor can tell");
    }
}
