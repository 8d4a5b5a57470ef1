package dev.slipway.image.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.partition.GptReading.Copy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GptTableTests {

    private static final long SECTORS = 4096;
    private static final int LIMIT = 1 << 24;
    private static final Guid DISK = Guid.parse("01234567-89AB-8CDE-8123-456789ABCDEF");
    private static final Guid FIRST = Guid.parse("11111111-1111-8111-8111-111111111111");
    private static final Guid SECOND = Guid.parse("22222222-2222-8222-8222-222222222222");
    private static final GptPartition ESP = GptPartition.of(PartitionType.EFI_SYSTEM, FIRST, 64, 127, "EFI");
    private static final GptPartition DATA = GptPartition.of(PartitionType.BASIC_DATA, SECOND, 128, 4000, "ISO9660");

    private static GptTable table(GptPartition... partitions) {
        return GptTable.plan(SECTORS, DISK, List.of(partitions));
    }

    private static Image disk(GptTable table) {
        return table.overlay(Mbr.protective(new byte[0], 0, SECTORS).encode());
    }

    private static byte[] bytes(Image image) throws IOException {
        return image.toByteArray(LIMIT);
    }

    @Test
    void primaryHasTheHeaderThatTheSpecificationWants() throws IOException {
        ByteBuffer header = ByteBuffer.wrap(bytes(table(ESP, DATA).primary())).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(header.capacity()).isEqualTo(33 * 512);
        assertThat(header.getLong(0)).isEqualTo(0x5452415020494645L);
        assertThat(header.getInt(8)).isEqualTo(0x00010000);
        assertThat(header.getInt(12)).isEqualTo(92);
        assertThat(header.getLong(24)).isEqualTo(1);
        assertThat(header.getLong(32)).isEqualTo(4095);
        assertThat(header.getLong(40)).isEqualTo(34);
        assertThat(header.getLong(48)).isEqualTo(4095 - 33);
        assertThat(header.getLong(72)).isEqualTo(2);
        assertThat(header.getInt(80)).isEqualTo(128);
        assertThat(header.getInt(84)).isEqualTo(128);
        assertThat(header.getInt(88)).isEqualTo(crc(header.slice(512, 128 * 128)));
        int stored = header.getInt(16);
        header.putInt(16, 0);
        assertThat(stored).isEqualTo(crc(header.slice(0, 92)));
    }

    private static int crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    @Test
    void readWhenTableIsSoundGivesItBackWithoutFindings() throws IOException {
        GptTable table = table(ESP, GptPartition.UNUSED, DATA);
        GptReading reading = GptReader.read(disk(table));
        assertThat(reading.findings()).isEmpty();
        assertThat(reading.copy()).isEqualTo(Copy.PRIMARY);
        assertThat(reading.table()).isEqualTo(table);
    }

    @Test
    void readWhenPrimaryIsDamagedTakesTheBackup() throws IOException {
        GptTable table = table(ESP, DATA);
        for (int at : new int[] {512, 512 + 16, 512 + 40, 1024, 1024 + 56}) {
            byte[] bytes = bytes(disk(table));
            bytes[at] ^= 1;
            GptReading reading = GptReader.read(Image.ofBytes(bytes));
            assertThat(reading.copy()).isEqualTo(Copy.BACKUP);
            assertThat(reading.table()).isEqualTo(table);
            assertThat(reading.findings())
                    .extracting(GptFinding::rule)
                    .containsExactly(at < 1024 ? GptRule.HEADER : GptRule.ENTRIES);
        }
    }

    @Test
    void readWhenSignatureIsWrongInBothCopiesNamesTheOffset() throws IOException {
        byte[] bytes = bytes(disk(table(ESP)));
        bytes[512] = 'D';
        bytes[bytes.length - 512] = 'D';
        assertThatThrownBy(() -> GptReader.read(Image.ofBytes(bytes)))
                .isInstanceOf(MalformedImageException.class)
                .hasMessage("GPT header at byte 512: expected signature 'EFI PART', found 'DFI PART'");
    }

    @Test
    void readWhenDiskHasGrownFindsThatTheBackupIsNotLast() throws IOException {
        GptReading reading = GptReader.read(disk(table(ESP)).then(Image.zeros(5120)));
        assertThat(reading.findings())
                .extracting(GptFinding::rule)
                .containsExactly(GptRule.ALTERNATE_LBA, GptRule.ALTERNATE_LBA);
    }

    @Test
    void readWhenDiskIsCutOffKeepsThePrimary() throws IOException {
        GptReading reading = GptReader.read(disk(table(ESP)).slice(0, 2048 * 512));
        assertThat(reading.copy()).isEqualTo(Copy.PRIMARY);
        assertThat(reading.findings())
                .extracting(GptFinding::rule)
                .containsExactly(GptRule.HEADER, GptRule.ALTERNATE_LBA, GptRule.USABLE_RANGE);
    }

    @Test
    void readWhenCopiesDifferSaysSo() throws IOException {
        GptTable other = table(ESP, DATA);
        Image mixed = disk(table(ESP)).overlay(other.backupOffset(), other.backup());
        assertThat(GptReader.read(mixed).findings())
                .extracting(GptFinding::rule)
                .containsExactly(GptRule.COPIES_AGREE);
    }

    @Test
    void readWhenPartitionsAreWrongListsEach() throws IOException {
        GptPartition overlapping = GptPartition.of(PartitionType.LINUX_DATA, FIRST, 100, 4090, "x");
        GptTable broken = new GptTable(SECTORS, DISK, 34, SECTORS - 34, List.of(ESP, DATA, overlapping));
        assertThat(GptReader.read(disk(broken)).findings())
                .extracting(GptFinding::rule)
                .containsExactly(
                        GptRule.PARTITION_RANGE,
                        GptRule.PARTITION_OVERLAP,
                        GptRule.PARTITION_OVERLAP,
                        GptRule.PARTITION_GUID);
    }

    @Test
    void readWhenMbrIsBlankSaysSo() throws IOException {
        assertThat(GptReader.read(table(ESP).overlay(Image.zeros(512))).findings())
                .extracting(GptFinding::rule)
                .containsExactly(GptRule.PROTECTIVE_MBR);
    }

    @Test
    void planWhenPartitionsAreWrongThrows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(ESP, GptPartition.of(PartitionType.BASIC_DATA, SECOND, 127, 200, "")))
                .withMessage("partition 2 (sectors 127 to 200) overlaps partition 1 (sectors 64 to 127)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(GptPartition.of(PartitionType.BASIC_DATA, SECOND, 33, 200, "")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(GptPartition.of(PartitionType.BASIC_DATA, SECOND, 34, 4063, "")));
        assertThatIllegalArgumentException().isThrownBy(() -> GptTable.plan(67, DISK, List.of()));
    }

    @Test
    void partitionOfDiskIsItsSlice() throws IOException {
        Image disk = disk(table(ESP)).overlay(64 * 512, Image.ofBytes(new byte[] {42}));
        assertThat(bytes(ESP.of(disk))).hasSize(64 * 512).startsWith(42);
        assertThatThrownBy(() -> DATA.of(disk.slice(0, 1 << 16))).isInstanceOf(MalformedImageException.class);
    }

    @Test
    void isPresentWhenOnlyOneCopyIsThereIsTrue() throws IOException {
        GptTable table = table(ESP);
        assertThat(isPresent(Image.zeros(512).then(table.primary()))).isTrue();
        assertThat(isPresent(Image.zeros(table.backupOffset()).then(table.backup())))
                .isTrue();
        assertThat(isPresent(Image.zeros(1 << 20))).isFalse();
        assertThat(isPresent(Image.zeros(10))).isFalse();
    }

    private static boolean isPresent(Image image) throws IOException {
        try (ImageReader reader = ImageReader.of(image)) {
            return GptTable.isPresent(reader);
        }
    }

    @Test
    void readWhenHeaderClaimsAbsurdValuesNamesThem() throws IOException {
        assertAbsurd(80, 1025, "1025 entries are not 1 to 1024");
        assertAbsurd(80, -1, "-1 entries are not 1 to 1024");
        assertAbsurd(84, 96, "entries of 96 bytes, not 128 times a power of two up to 4096");
        assertAbsurd(84, 8192, "entries of 8192 bytes, not 128 times a power of two up to 4096");
        assertAbsurd(76, 0x7FFF_FFFF, "expected a partition array in sectors 2 to 99");
        assertAbsurd(76, 0x8000_0000, "expected a partition array in sectors 2 to 99");
    }

    private static void assertAbsurd(int at, int value, String message) throws IOException {
        ByteBuffer disk = ByteBuffer.wrap(
                        bytes(Image.zeros(512).then(table(ESP).primary()).padTo(100 * 512)))
                .order(ByteOrder.LITTLE_ENDIAN);
        disk.putInt(512 + at, value).putInt(512 + 16, 0);
        disk.putInt(512 + 16, crc(disk.slice(512, 92)));
        assertThatThrownBy(() -> GptReader.read(Image.ofBytes(disk.array())))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void readWhenBytesAreRandomlyBrokenEndsInAReadingOrAnException(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] sound = bytes(disk(table(ESP, DATA)));
        for (int round = 0; round < 200; round++) {
            ByteBuffer disk = ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
            disk.putLong(512 + 24 + random.nextInt(60), random.nextLong()).putInt(512 + 16, 0);
            disk.putInt(512 + 16, crc(disk.slice(512, 92)));
            assertThat(GptReader.read(Image.ofBytes(disk.array())).findings()).isNotEmpty();
        }
    }
}
