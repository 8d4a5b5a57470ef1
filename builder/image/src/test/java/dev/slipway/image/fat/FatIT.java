package dev.slipway.image.fat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.RandomTrees;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.image.tree.TreeListing;
import dev.slipway.image.tree.TreeListing.Aspect;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresTool({"fsck.fat", "mkfs.fat", "mdir", "mcopy", "minfo"})
class FatIT {

    private static final Instant MODIFIED = Instant.parse("2026-11-21T13:37:42Z");

    @TempDir
    Path directory;

    private Path write(Image image) throws IOException {
        Path file = directory.resolve("fat.img");
        image.writeTo(file);
        return file;
    }

    /// Has other people's programs judge the file system.
    private static void check(Path image) {
        assertThat(Tool.of("fsck.fat", "-n", "-v", image).run())
                .doesNotContainIgnoringCase("differ")
                .doesNotContainIgnoringCase("wrong")
                .doesNotContainIgnoringCase("corrupt")
                .doesNotContainIgnoringCase("warning");
    }

    private static Directory randomTree(long seed, int nodes) {
        return RandomTrees.seeded(seed)
                .names(Names.MTOOLS)
                .nodes(nodes)
                .depth(10)
                .blockBytes(2048)
                .create();
    }

    @ParameterizedTest
    @CsvSource({"1, FAT12", "2, FAT12", "3, FAT16", "4, FAT16", "5, FAT32", "6, FAT32"})
    void mtoolsAndFsckSeeTheSameTreeWhenItIsRandom(long seed, FatType type) throws IOException {
        Directory tree = randomTree(seed, 150);
        Path image = write(FatImage.plan(tree, FatOptions.of("RANDOM", 7).withType(type)));
        check(image);
        Path copied = Files.createDirectory(directory.resolve("copied"));
        Tool.of("mcopy", "-s", "-m", "-n", "-Q", "-i", image, "::*", copied + "/")
                .run();
        assertThat(TreeListing.of(fromDisk(copied, false))).isEqualTo(TreeListing.of(tree));
    }

    /// The tree of a directory on the disk, without owners and modes.
    private static Directory fromDisk(Path root, boolean times) throws IOException {
        TreeBuilder builder = new TreeBuilder(Metadata.of(0755, MODIFIED));
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.sorted().skip(1).forEach(paths::add);
        }
        for (Path path : paths) {
            Instant modified = times ? Files.getLastModifiedTime(path).toInstant() : MODIFIED;
            Metadata metadata = Metadata.of(Files.isDirectory(path) ? 0755 : 0644, modified);
            Node node = Files.isDirectory(path)
                    ? new Directory(metadata, new java.util.TreeMap<>())
                    : new RegularFile(metadata, Image.ofFile(path));
            builder.put(root.relativize(path).toString(), node);
        }
        return builder.build();
    }

    @ParameterizedTest
    @EnumSource
    void mdirAndMinfoShowNamesLabelAndSerial(FatType type) throws IOException {
        Metadata metadata = Metadata.of(0644, MODIFIED);
        Directory tree = new TreeBuilder(metadata)
                .put("EFI/BOOT/BOOTX64.EFI", new RegularFile(metadata, Image.zeros(70_000)))
                .put("EFI/BOOT/grub.cfg", new RegularFile(metadata, Image.ofBytes(new byte[] {1, 2})))
                .put("Größe und Übermaß.text", new RegularFile(metadata, Image.empty()))
                .build();
        FatOptions options =
                FatOptions.of("CIDATA", 0xCAFE_F00DL).withType(type).withHiddenSectors(2048);
        Path image = write(FatImage.plan(tree, options));
        check(image);
        assertThat(Tool.of("mdir", "-/", "-b", "-i", image).run().lines())
                .containsExactlyInAnyOrder(
                        "::/EFI/",
                        "::/Größe und Übermaß.text",
                        "::/EFI/BOOT/",
                        "::/EFI/BOOT/BOOTX64.EFI",
                        "::/EFI/BOOT/grub.cfg");
        assertThat(Tool.of("mdir", "-i", image, "::/EFI/BOOT").run())
                .contains(
                        "BOOTX64  EFI     70000 2026-11-21  13:37",
                        "GRUB     CFG         2 2026-11-21  13:37  grub.cfg")
                .contains("Volume in drive : is CIDATA", "Volume Serial Number is CAFE-F00D");
        assertThat(Tool.of("minfo", "-i", image).run())
                .contains("hidden sectors: 2048", "media descriptor byte: 0xf8", "disk type=\"" + type + "   \"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cidata", "CIDATA"})
    @RequiresTool("blkid")
    void blkidFindsTheSeedByItsLabel(String label) throws IOException {
        Metadata metadata = Metadata.of(0644, MODIFIED);
        Directory tree = new TreeBuilder(metadata)
                .put("meta-data", new RegularFile(metadata, Image.empty()))
                .put("user-data", new RegularFile(metadata, Image.ofBytes(new byte[] {'#'})))
                .build();
        Path image = write(FatImage.plan(tree, FatOptions.of(label, 1)));
        check(image);
        assertThat(Tool.of("blkid", "-p", image).run()).contains(" LABEL=\"" + label + "\"", "TYPE=\"vfat\"");
    }

    @ParameterizedTest
    @ValueSource(longs = {4068, 4069, 4084, 4085, 4100, 65508, 65509, 65524, 65525, 65540})
    void fsckFindsNothingWhenTheNumberOfClustersIsNearABoundary(long clusters) throws IOException {
        Metadata metadata = Metadata.of(0644, MODIFIED);
        Directory tree = new TreeBuilder(metadata)
                .put("full", new RegularFile(metadata, Image.zeros(clusters * 2048)))
                .build();
        Path image = write(FatImage.plan(tree, FatOptions.of("FULL", 1)));
        check(image);
        assertThat(Tool.of("mdir", "-b", "-i", image).run()).contains("::/full");
        assertThat(FatReader.read(Image.ofFile(image)).tree().find("full")).isNotNull();
    }

    @Test
    void mcopyFindsTheFreeRoomAndWeReadWhatItWrote() throws IOException {
        Directory tree = randomTree(7, 40);
        for (FatType type : FatType.values()) {
            Path image = write(
                    FatImage.plan(tree, FatOptions.of("GROWS", 1).withType(type).withFreeBytes(300_000)));
            Path added = directory.resolve("added later.bin");
            Files.write(added, new byte[250_000]);
            Tool.of("mcopy", "-i", image, added, "::").run();
            check(image);
            Directory grown = FatReader.read(Image.ofFile(image)).tree();
            Directory expected = TreeBuilder.from(tree)
                    .put("added later.bin", new RegularFile(Metadata.of(0644, MODIFIED), Image.zeros(250_000)))
                    .build();
            assertThat(TreeListing.of(grown)).isEqualTo(TreeListing.of(expected));
        }
    }

    @ParameterizedTest
    @CsvSource({"12, 1, 2048", "12, 4, 8000", "16, 4, 40000", "16, 2, 20000", "32, 1, 80000", "32, 8, 300000"})
    void readWhenMkfsAndMcopyMadeTheImageGivesTheTree(int bits, int clusterSectors, int kibibytes) throws IOException {
        Path source = Files.createDirectory(directory.resolve("source"));
        writeFiles(randomTree(bits + clusterSectors, 60), source);
        Path image = directory.resolve("foreign.img");
        Tool.of("mkfs.fat", "-C", "-F", bits, "-s", clusterSectors, "-n", "FOREIGN", "-i", "deadbeef", image, kibibytes)
                .run();
        List<Object> copy = new ArrayList<>(List.of("env", "TZ=UTC", "mcopy", "-s", "-m", "-Q", "-i", image));
        try (Stream<Path> top = Files.list(source)) {
            top.sorted().forEach(copy::add);
        }
        copy.add("::");
        Tool.of(copy.toArray()).run();
        FatVolume volume = FatReader.read(Image.ofFile(image));
        assertThat(volume.type()).isEqualTo(FatType.valueOf("FAT" + bits));
        assertThat(volume.label()).isEqualTo("FOREIGN");
        assertThat(volume.volumeId()).isEqualTo(0xDEAD_BEEFL);
        assertThat(volume.clusterBytes()).isEqualTo(clusterSectors * 512);
        // mkfs.fat makes whole tracks of 63 sectors where there are many.
        assertThat(volume.sizeBytes()).isBetween(kibibytes * 1024L - 63 * 512, kibibytes * 1024L);
        List<String> expected = TreeListing.of(fromDisk(source, true), Aspect.MODIFIED);
        List<String> actual = TreeListing.of(volume.tree(), Aspect.MODIFIED);
        assertThat(actual).hasSizeGreaterThan(20);
        assertThat(files(actual)).isEqualTo(files(expected));
    }

    /// mcopy gives directories the time of copying.
    private static List<String> files(List<String> listing) {
        return listing.stream()
                .map(line -> line.contains(" directory @") ? line.substring(0, line.indexOf(" @")) : line)
                .skip(1)
                .toList();
    }

    private static void writeFiles(Directory tree, Path target) throws IOException {
        for (var entry : tree.entries().entrySet()) {
            Path path = target.resolve(entry.getKey().toString());
            switch (entry.getValue()) {
                case Directory child -> {
                    Files.createDirectory(path);
                    writeFiles(child, path);
                }
                case RegularFile file -> {
                    Files.write(path, file.content().toByteArray(1 << 24));
                    Files.setLastModifiedTime(
                            path, FileTime.from(file.metadata().modified()));
                }
                default -> throw new AssertionError("only directories and files were asked for");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @RequiresTool("mount")
    void kernelMountsTheImageAndSeesTheSameTree(FatType type) throws IOException {
        Directory tree = randomTree(11, 100);
        Path image = write(FatImage.plan(tree, FatOptions.of("KERNEL", 7).withType(type)));
        Path mountPoint = Files.createDirectory(directory.resolve("mnt"));
        Tool.Result mounted = Tool.of("mount", "-o", "loop,ro,utf8,tz=UTC", "-t", "vfat", image, mountPoint)
                .tryRun();
        Assumptions.assumeTrue(mounted.status() == 0, "no loop mount here: " + mounted.output());
        try {
            assertThat(TreeListing.of(fromDisk(mountPoint, true))).isEqualTo(TreeListing.of(tree));
        } finally {
            Tool.of("umount", mountPoint).run();
        }
    }

    @Test
    void readWhenMkfsMadeFat32WithFewClustersTakesItForFat32() throws IOException {
        // Against the specification, but usual for EFI system partitions; Linux and firmware go by the layout too.
        Path image = directory.resolve("foreign.img");
        Tool.of("mkfs.fat", "-C", "-F", 32, "-n", "ESP", "-i", "deadbeef", image, 4096)
                .run();
        FatVolume volume = FatReader.read(Image.ofFile(image));
        assertThat(volume.type()).isEqualTo(FatType.FAT32);
        assertThat(volume.label()).isEqualTo("ESP");
        assertThat(volume.tree().entries()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @RequiresTool("grub-fstest")
    void grubReadsEveryFileWhenNamesAreAwkward(FatType type) throws IOException {
        Directory tree = RandomTrees.seeded(21).names(Names.WINDOWS).nodes(40).create();
        Path image = write(FatImage.plan(tree, FatOptions.of("GRUB", 7).withType(type)));
        List<String> compared = new ArrayList<>();
        tree.walk((path, node) -> {
            if (node instanceof RegularFile file && file.content().size() > 0) {
                Path copy = directory.resolve("copy");
                Tool.of("grub-fstest", image, "cp", "(loop0)/" + path, copy).run();
                try {
                    assertThat(Image.ofFile(copy).sha256())
                            .as(path)
                            .isEqualTo(file.content().sha256());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                compared.add(path);
            }
        });
        assertThat(compared).hasSizeGreaterThan(10).anyMatch(path -> path.contains("🚀"));
    }
}
