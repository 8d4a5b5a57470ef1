package dev.slipway.image.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.Sha256;
import dev.slipway.image.partition.GptReading.Copy;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool({"sgdisk", "sfdisk"})
class PartitionIT {

    private static final long SECTORS = 40_960;
    private static final Guid DISK =
            Guid.fromDigest(Sha256.of("disk".getBytes(StandardCharsets.UTF_8)).bytes());
    private static final GptPartition ESP = GptPartition.of(
            PartitionType.EFI_SYSTEM,
            Guid.fromDigest(Sha256.of("esp".getBytes(StandardCharsets.UTF_8)).bytes()),
            512,
            8191,
            "EFI system");
    private static final GptPartition DATA = new GptPartition(
            PartitionType.BASIC_DATA,
            Guid.fromDigest(Sha256.of("data".getBytes(StandardCharsets.UTF_8)).bytes()),
            16_384,
            SECTORS - 34,
            1L << 60,
            "ISO9660 größer 日本");

    @TempDir
    Path directory;

    private Path write(Mbr mbr) throws IOException {
        Path file = directory.resolve("disk.img");
        GptTable.plan(SECTORS, DISK, List.of(ESP, DATA)).overlay(mbr.encode()).writeTo(file);
        return file;
    }

    @Test
    void sgdiskFindsNoProblemWhenMbrIsProtective() throws IOException {
        Path disk = write(Mbr.protective(new byte[0], 0, SECTORS));
        String output = Tool.of("sgdisk", "-v", disk).run();
        assertThat(output).contains("No problems found").doesNotContainIgnoringCase("warning");
        assertThat(Tool.of("sgdisk", "-p", disk).run())
                .contains("Disk identifier (GUID): " + DISK)
                .contains("EF00", "EFI system", "0700", "ISO9660 größer 日本");
        assertThat(Tool.of("sgdisk", "-i", "2", disk).run())
                .contains("Partition GUID code: " + PartitionType.BASIC_DATA)
                .contains("Partition unique GUID: " + DATA.id())
                .contains("First sector: 16384")
                .contains("Last sector: " + DATA.lastLba())
                .contains("Attribute flags: 1000000000000000");
    }

    @Test
    void sfdiskFindsNoProblemAndDumpsWhatWasPlanned() throws IOException {
        Path disk = write(Mbr.protective(new byte[0], 0, SECTORS));
        assertThat(Tool.of("sfdisk", "-V", disk).run()).contains("No errors detected");
        assertThat(Tool.of("sfdisk", "--dump", disk).run())
                .contains("label: gpt", "label-id: " + DISK, "first-lba: 34", "last-lba: " + (SECTORS - 34))
                .containsPattern("img1 : start= +512, size= +7680, type=" + ESP.type() + ", uuid=" + ESP.id());
    }

    @Test
    void sgdiskFindsNoProblemWhenMbrIsHybrid() throws IOException {
        Path disk = write(Mbr.hybrid(
                new byte[0],
                0x1234_5678,
                List.of(
                        new MbrPartition(true, PartitionType.MBR_HIDDEN, DATA.firstLba(), DATA.sectors()),
                        new MbrPartition(false, PartitionType.MBR_EFI_SYSTEM, ESP.firstLba(), ESP.sectors()))));
        assertThat(Tool.of("sgdisk", "-v", disk).run())
                .contains("No problems found")
                .doesNotContainIgnoringCase("warning");
        assertThat(Tool.of("sgdisk", "-p", disk).run()).contains("EF00");
    }

    @Test
    void sfdiskReadsTheSameMbr() throws IOException {
        Path disk = directory.resolve("mbr.img");
        new Mbr(
                        new byte[] {1},
                        0xCAFE_F00DL,
                        List.of(
                                new MbrPartition(true, PartitionType.MBR_LINUX, 2048, 4096),
                                new MbrPartition(false, PartitionType.MBR_EFI_SYSTEM, 8192, 1024)))
                .encode()
                .padTo(SECTORS * 512)
                .writeTo(disk);
        assertThat(Tool.of("sfdisk", "-V", disk).run()).contains("No errors detected");
        assertThat(Tool.of("sfdisk", "--dump", disk).run())
                .contains("label: dos", "label-id: 0xcafef00d")
                .containsPattern("img1 : start= +2048, size= +4096, type=83, bootable")
                .containsPattern("img2 : start= +8192, size= +1024, type=ef");
    }

    @Test
    void readWhenSgdiskMadeTheTableGivesIt() throws IOException {
        Path disk = directory.resolve("foreign.img");
        Image.zeros(SECTORS * 512).writeTo(disk);
        Tool.of(
                        "sgdisk",
                        "-U",
                        DISK,
                        "-a",
                        "1",
                        "-n",
                        "1:512:8191",
                        "-t",
                        "1:ef00",
                        "-c",
                        "1:EFI system",
                        "-u",
                        "1:" + ESP.id(),
                        "-n",
                        "3:16384:0",
                        "-t",
                        "3:0700",
                        "-c",
                        "3:" + DATA.name(),
                        "-u",
                        "3:" + DATA.id(),
                        "-A",
                        "3:set:60",
                        disk)
                .run();
        GptReading reading = GptReader.read(Image.ofFile(disk));
        assertThat(reading.findings()).isEmpty();
        assertThat(reading.table()).isEqualTo(GptTable.plan(SECTORS, DISK, List.of(ESP, GptPartition.UNUSED, DATA)));
        // The specification leaves nothing to choice, so even the bytes agree.
        assertThat(reading.table().primary().sha256())
                .isEqualTo(Image.ofFile(disk).slice(512, 33 * 512).sha256());
        assertThat(reading.table().backup().sha256())
                .isEqualTo(
                        Image.ofFile(disk).slice((SECTORS - 33) * 512, 33 * 512).sha256());
        try (ImageReader reader = ImageReader.of(Image.ofFile(disk))) {
            assertThat(Mbr.read(reader))
                    .isEqualTo(Mbr.protective(Mbr.read(reader).bootCode(), 0, SECTORS));
        }
    }

    @Test
    void readWhenSfdiskMadeATableWithManyEntriesGivesIt() throws IOException {
        Path disk = directory.resolve("foreign.img");
        Image.zeros(SECTORS * 512).writeTo(disk);
        Path script = directory.resolve("script");
        Files.writeString(script, """
                label: gpt
                table-length: 248
                label-id: %s
                start=2048, size=100, type=L, name=a
                start=4096, size=1000, type=U, name=b
                """.formatted(DISK));
        Tool.of("sh", "-c", "sfdisk -q " + disk + " < " + script).run();
        GptReading reading = GptReader.read(Image.ofFile(disk));
        assertThat(reading.findings()).isEmpty();
        assertThat(reading.table().diskGuid()).isEqualTo(DISK);
        assertThat(reading.table().partitions())
                .extracting(GptPartition::name, GptPartition::firstLba, GptPartition::sectors, GptPartition::type)
                .containsExactly(
                        tuple("a", 2048L, 100L, PartitionType.LINUX_DATA),
                        tuple("b", 4096L, 1000L, PartitionType.EFI_SYSTEM));
    }

    @Test
    void readWhenSgdiskFindsTheBackupUsedAgrees() throws IOException {
        Path disk = write(Mbr.protective(new byte[0], 0, SECTORS));
        Image damaged = Image.ofFile(disk).overlay(512, Image.zeros(512));
        assertThat(GptReader.read(damaged).copy()).isEqualTo(Copy.BACKUP);
        Path copy = directory.resolve("damaged.img");
        damaged.writeTo(copy);
        assertThat(Tool.of("sgdisk", "-v", copy).tryRun().output()).contains("invalid main GPT header");
    }

    @Test
    void readWhenSfdiskMadeTheMbrGivesIt() throws IOException {
        Path disk = directory.resolve("foreign.img");
        Image.zeros(SECTORS * 512).writeTo(disk);
        Tool.of(
                        "sh",
                        "-c",
                        "printf 'label: dos\\nlabel-id: 0xcafef00d\\nstart=2048,size=4096,type=83,bootable\\n' | sfdisk -q "
                                + disk)
                .run();
        try (ImageReader reader = ImageReader.of(Image.ofFile(disk))) {
            Mbr expected = new Mbr(new byte[0], 0xCAFE_F00DL, List.of(new MbrPartition(true, 0x83, 2048, 4096)));
            assertThat(Mbr.read(reader)).isEqualTo(expected);
            assertThat(expected.encode().toByteArray(512))
                    .isEqualTo(Image.ofFile(disk).slice(0, 512).toByteArray(512));
        }
    }
}
