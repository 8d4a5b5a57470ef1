package dev.slipway.image.iso9660;

import static dev.slipway.image.iso9660.DirectoryRecordTests.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ElToritoTests {

    /// El Torito 1.0, figures 2 to 5: a BIOS entry of 4 sectors at block 0x421, a section with a UEFI one of 2048
    /// sectors at block 128. The words of the first line add up to 0: 0001 + 55AA + AA55 is 10000 with the carry.
    private static final byte[] CATALOG = bytes("01 00 0000" + "00".repeat(24) + "aa55 55aa" // validation
            + "88 00 0000 00 00 0400 21040000" + "00".repeat(20) // default
            + "91 ef 0100" + "00".repeat(28) // last section header
            + "88 00 0000 00 00 0008 80000000" + "00".repeat(20)); // section entry

    @Test
    void catalogWhenEncodedIsAsElToritoHasIt() throws IOException {
        BootCatalogPlan plan = new BootCatalogPlan();
        plan.add(BootImage.bios("boot.img"), 0x421, 30_000);
        plan.add(BootImage.uefi(new BootTarget.Reserved()), 128, 1 << 20);

        byte[] block = plan.encode().toByteArray(Blocks.BLOCK_BYTES);

        assertThat(block).isEqualTo(Arrays.copyOf(CATALOG, Blocks.BLOCK_BYTES));
    }

    @Test
    void catalogWhenReadGivesItsEntries() throws IOException {
        BootCatalog catalog = read(CATALOG);

        assertThat(catalog.images())
                .containsExactly(
                        new BootCatalog.Image(0, new BootEntry(true, 0, 0, 0, 4, 0x421), false, false),
                        new BootCatalog.Image(0xEF, new BootEntry(true, 0, 0, 0, 2048, 128), false, false));
    }

    @Test
    void validationWhenAByteIsWrongTellsTheSum() {
        byte[] broken = CATALOG.clone();
        broken[4] ^= 1;

        assertThatThrownBy(() -> read(broken))
                .hasMessage(
                        "El Torito validation entry at byte 0: expected words that add up to 0, found a sum of 0001");
    }

    @Test
    void catalogWhenItHasNoEndIsRefused() {
        byte[] endless = Arrays.copyOf(CATALOG, 1 << 20);
        for (int at = 64; at < endless.length; at += 32) {
            endless[at] = (byte) SectionHeader.MORE;
            endless[at + 2] = 0;
        }

        assertThatThrownBy(() -> read(endless)).hasMessage("El Torito boot catalog at byte 0: more than 1024 entries");
    }

    @Test
    void sectorsWhenMoreThanTheFieldHoldsAreNone() {
        BootImage uefi = BootImage.uefi(new BootTarget.Reserved());

        assertThat(uefi.sectors(512)).isEqualTo(1);
        assertThat(uefi.sectors(513)).isEqualTo(2);
        assertThat(uefi.sectors(0xFFFF * 512L)).isEqualTo(0xFFFF);
        assertThat(uefi.sectors(64L << 20)).isZero();
    }

    @Test
    void bootInfoTableWhenWrittenTellsThePlace() throws IOException {
        byte[] file = new byte[70];
        Arrays.fill(file, (byte) 1);

        byte[] informed = BootInfo.withTable(Image.ofBytes(file), 0x421).toByteArray(70);

        // Descriptor 16, file 0x421, 70 bytes; the words behind it: 01010101 and, filled up, 00000101.
        assertThat(Arrays.copyOfRange(informed, 8, 24)).isEqualTo(bytes("10000000 21040000 46000000 02020101"));
        assertThat(Arrays.copyOfRange(informed, 24, 64)).containsOnly(0);
        assertThat(Arrays.copyOfRange(informed, 0, 8)).containsOnly(1);
        assertThat(Arrays.copyOfRange(informed, 64, 70)).containsOnly(1);
    }

    @Test
    void bootInfoTableWhenTheFileIsTooShortIsRefused() {
        assertThatThrownBy(() -> BootInfo.withTable(Image.zeros(63), 1))
                .hasMessage("a boot file of 63 bytes has no room for a boot information table, which ends at byte 64");
    }

    @Test
    void grub2BootInfoWhenWrittenIsTheSectorBehindTheFirstFive() throws IOException {
        byte[] informed = BootInfo.withGrub2(Image.zeros(4000), 51).toByteArray(4000);

        // 51 * 4 + 5 = 209.
        assertThat(Arrays.copyOfRange(informed, 2548, 2556)).isEqualTo(bytes("d100000000000000"));
    }

    private static BootCatalog read(byte[] catalog) throws IOException {
        try (ImageReader reader = ImageReader.of(Image.ofBytes(catalog))) {
            return BootCatalog.read(reader, 0, 0);
        }
    }
}
