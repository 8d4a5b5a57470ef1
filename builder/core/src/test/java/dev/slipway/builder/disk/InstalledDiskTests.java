package dev.slipway.builder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.SmallBase;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.fat.FatReader;
import dev.slipway.image.partition.GptPartition;
import dev.slipway.image.partition.GptReader;
import dev.slipway.image.partition.Mbr;
import dev.slipway.image.partition.PartitionType;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledDiskTests {

    private static final long MIB = 1L << 20;
    private static final long DISK_BYTES = 8192 * MIB;

    @TempDir
    private static Path directory;

    private static BaseReference base;

    private final List<String> warnings = new ArrayList<>();

    @BeforeAll
    static void makeBase() throws IOException {
        base = SmallReferenceBase.in(Files.createDirectory(directory.resolve("base")));
    }

    private InstalledDisk plan(InstalledDiskRequest request, SiteContent content) {
        BuildListener listener = new BuildListener() {
            @Override
            public void warning(String text) {
                warnings.add(text);
            }
        };
        return new InstalledDiskBuild(new BuildCache(directory.resolve("cache")), listener, Map.of())
                .plan(request, content);
    }

    private InstalledDisk plan(SiteContent content) {
        return plan(InstalledDiskRequest.of(base, DISK_BYTES), content);
    }

    static SiteContent content(String text) {
        return SiteContent.of(UserData.of(("#cloud-config\n" + text).getBytes(StandardCharsets.UTF_8), "user-data"));
    }

    private static List<GptPartition> partitions(Image disk) throws IOException {
        try (ImageReader reader = ImageReader.of(disk)) {
            return GptReader.read(reader).table().partitions();
        }
    }

    @Test
    void planGivesPartitionsTheirNumbersAndPlaces() throws IOException {
        Image disk = plan(content("hostname: a\n")).image();
        assertThat(disk.size()).isEqualTo(DISK_BYTES);
        List<GptPartition> partitions = partitions(disk);
        assertThat(partitions)
                .extracting(GptPartition::name)
                .containsExactly("BIOS", "COS_GRUB", "COS_OEM", "COS_STATE", "COS_PERSISTENT");
        assertThat(partitions)
                .extracting(GptPartition::type)
                .containsExactly(
                        PartitionType.BIOS_BOOT,
                        PartitionType.EFI_SYSTEM,
                        PartitionType.LINUX_DATA,
                        PartitionType.LINUX_DATA,
                        PartitionType.LINUX_DATA);
        // In MiB: 1 and 64, then COS_STATE with 2048, COS_OEM with 64 behind it, and the rest but the last one.
        assertThat(partitions)
                .extracting(partition -> partition.firstLba() / 2048)
                .containsExactly(1L, 2L, 2114L, 66L, 2178L);
        assertThat(partitions)
                .extracting(partition -> partition.sectors() / 2048)
                .containsExactly(1L, 64L, 64L, 2048L, 6013L);
    }

    @Test
    void planPutsBootCodeAndCoreImageWhereTheBiosLooks() throws IOException {
        Image disk = plan(content("hostname: a\n")).image();
        try (ImageReader reader = ImageReader.of(disk)) {
            assertThat(Mbr.read(reader).bootCode()).isEqualTo(SmallReferenceBase.BOOT_CODE);
            assertThat(Mbr.read(reader).isProtective()).isTrue();
        }
        assertThat(disk.slice(MIB, SmallReferenceBase.CORE.length).toByteArray(1 << 20))
                .isEqualTo(SmallReferenceBase.CORE);
    }

    @Test
    void planFillsTheEfiPartition() throws IOException {
        Image disk = plan(content("hostname: a\n")).image();
        Directory tree = FatReader.read(partitions(disk).get(1).of(disk)).tree();
        assertThat(bytes(tree, "EFI/BOOT/BOOTX64.EFI")).isEqualTo(SmallReferenceBase.SHIM);
        assertThat(bytes(tree, "EFI/BOOT/grubx64.efi")).isEqualTo(SmallReferenceBase.GRUB);
        assertThat(bytes(tree, "EFI/BOOT/mmx64.efi")).isEqualTo(SmallReferenceBase.KEY_MANAGER);
        assertThat(new String(bytes(tree, "EFI/debian/grub.cfg"), StandardCharsets.UTF_8))
                .endsWith("configfile $prefix/grub.cfg\n");
    }

    private static byte[] bytes(Directory tree, String path) throws IOException {
        return ((RegularFile) java.util.Objects.requireNonNull(tree.find(path), path))
                .content()
                .toByteArray(1 << 20);
    }

    @Test
    void siteIsAllThatDiffersBetweenTwoSites() throws IOException {
        InstalledDisk disk = plan(content("hostname: a\n"));
        SiteContent other = new SiteContent(
                content("hostname: " + "b".repeat(100_000) + "\n").userData(),
                Optional.of("local-hostname: b\n".getBytes(StandardCharsets.UTF_8)),
                Optional.of("version: 2\n".getBytes(StandardCharsets.UTF_8)));
        InstalledDisk otherDisk = plan(other);
        assertThat(disk.siteOffset() % 65_536).isZero();
        assertThat(disk.siteBytes() % 65_536).isZero();
        assertThat(disk.siteBytes()).isLessThan(MIB);
        assertThat(otherDisk.siteOffset()).isEqualTo(disk.siteOffset());
        assertThat(otherDisk.siteBytes()).isEqualTo(disk.siteBytes());
        assertThat(disk.site(other).size()).isEqualTo(disk.siteBytes());
        Image made = disk.image().overlay(disk.siteOffset(), disk.site(other));
        assertThat(made.slice(disk.siteOffset(), 64 * MIB).sha256())
                .isEqualTo(otherDisk.image().slice(disk.siteOffset(), 64 * MIB).sha256());
        assertThat(made.slice(0, disk.siteOffset()).extents())
                .isEqualTo(otherDisk.image().slice(0, disk.siteOffset()).extents());
        long end = disk.siteOffset() + 64 * MIB;
        assertThat(made.slice(end, DISK_BYTES - end).extents())
                .isEqualTo(otherDisk.image().slice(end, DISK_BYTES - end).extents());
        assertThat(disk.site(other).sha256())
                .isNotEqualTo(
                        disk.image().slice(disk.siteOffset(), disk.siteBytes()).sha256());
    }

    @Test
    void planWhenRepeatedGivesTheSameBytes() throws IOException {
        Image first = plan(content("hostname: a\n")).image();
        Image second = plan(content("hostname: a\n")).image();
        assertThat(second.extents()).isEqualTo(first.extents());
    }

    @Test
    void planHonoursInstallSettingsAndTellsTheOthers() throws IOException {
        InstalledDisk disk = plan(content("""
                install:
                  bundles: [{targets: [x]}]
                  partitions:
                    oem: {size: 16, fs: ext4}
                    persistent: {size: 600, fs: ext4}
                  extra-partitions:
                    - {name: data, size: 40, fs: vfat, label: FAT}
                    - {fs: ext4, label: REST}
                """));
        assertThat(warnings).contains("install.bundles: bundles are not installed");
        assertThat(partitions(disk.image()))
                .extracting(partition -> partition.name() + " " + partition.sectors() / 2048)
                .containsExactly(
                        "BIOS 1",
                        "COS_GRUB 64",
                        "COS_OEM 16",
                        "COS_STATE 2048",
                        "COS_PERSISTENT 600",
                        "data 40",
                        "REST 5421");
    }

    @Test
    void planWhenTheDiskIsTooSmallTellsHowLargeItMustBe() {
        assertThatThrownBy(() -> plan(InstalledDiskRequest.of(base, 2689 * MIB), content("hostname: a\n")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().why()).contains("it has 2689 MiB, and 2691 MiB are needed"));
        assertThat(plan(InstalledDiskRequest.of(base, 2691 * MIB), content("hostname: a\n"))
                        .image()
                        .size())
                .isEqualTo(2691 * MIB);
    }

    @Test
    void planWhenTheBaseIsOfAnotherKindPointsToItsInstaller() throws IOException {
        BaseReference other = SmallBase.debianLive(Files.createDirectory(directory.resolve("debian")));
        for (BaseReference wrong : List.of(other, new IsoFile(Path.of("some.iso")))) {
            assertThatThrownBy(() -> plan(InstalledDiskRequest.of(wrong, DISK_BYTES), content("hostname: a\n")))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem().code()).isEqualTo("disk.not-reference");
                        assertThat(e.problem().fix().orElseThrow()).contains("--installer");
                    });
        }
    }

    @Test
    void siteWhenItAsksForAnotherDiskIsRefused() {
        InstalledDisk disk = plan(content("hostname: a\n"));
        assertThatThrownBy(() -> disk.site(content("install: {partitions: {oem: {size: 128}}}\n")))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("disk.site-differs");
                    assertThat(e.problem().why()).contains("'install.partitions.oem.size' is not given, and here 128");
                });
    }

    @Test
    void siteWhenItsUserDataIsTooLargeIsRefused() {
        InstalledDisk disk = plan(content("hostname: a\n"));
        assertThatThrownBy(() -> disk.site(content("hostname: " + "b".repeat(200_000) + "\n")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("site.too-large"));
    }
}
