package dev.slipway.image.iso9660;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.image.scan.DirectoryScan;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.image.tree.TreeListing;
import dev.slipway.image.tree.TreeListing.Aspect;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What programs of other people write, read by this package.
class IsoReaderIT {

    private static final Aspect[] ALL = {Aspect.MODE, Aspect.OWNER, Aspect.MODIFIED, Aspect.HARD_LINKS};

    @TempDir
    Path directory;

    private Path source;
    private Path iso;

    @BeforeEach
    void makeSource() throws IOException {
        source = Files.createDirectory(directory.resolve("source"));
        iso = directory.resolve("x.iso");
        SplittableRandom random = new SplittableRandom(5);
        Path deep = Files.createDirectories(source.resolve("1/2/3/4/5/6/7/8/9/10/11"));
        Files.writeString(deep.resolve("deep file.text"), "deep");
        Files.createDirectory(source.resolve("boot"));
        byte[] boot = new byte[6000];
        random.nextBytes(boot);
        Files.write(source.resolve("boot/bios.img"), boot);
        Files.write(source.resolve("boot/efi.img"), new byte[100_000]);
        Files.writeString(source.resolve("empty"), "");
        Files.writeString(source.resolve("x".repeat(190) + ".long"), "long name");
        Files.writeString(source.resolve("Ünïcode 日本.txt"), "text");
        Files.createSymbolicLink(source.resolve("link"), Path.of("/" + "abcdef/".repeat(20) + "../b"));
        Files.createLink(source.resolve("hard"), source.resolve("boot/bios.img"));
        Path many = Files.createDirectory(source.resolve("many"));
        for (int i = 0; i < 300; i++) {
            Files.writeString(many.resolve("a-file-with-a-number-" + i), "content " + i);
        }
    }

    @Test
    @RequiresTool("xorriso")
    void xorrisoImageWhenReadIsTheSourceTree() throws IOException {
        Tool.of("xorriso", "-as", "mkisofs", "-quiet", "-R", "-J", "-joliet-long", "-o", iso, source)
                .run();

        Directory read = IsoReader.open(Image.ofFile(iso)).tree().root();

        // Without serial numbers it does not tell that files are links of each other.
        assertThat(TreeListing.of(read, Aspect.MODE, Aspect.OWNER, Aspect.MODIFIED))
                .isEqualTo(TreeListing.of(DirectoryScan.of(source), Aspect.MODE, Aspect.OWNER, Aspect.MODIFIED));
    }

    @Test
    @RequiresTool("xorriso")
    void xorrisoImageWhenItTellsHardLinksKeepsThem() throws IOException {
        Tool.of("xorriso", "-hardlinks", "on", "-compliance", "new_rr", "-outdev", iso, "-map", source, "/")
                .run();

        Directory read = IsoReader.open(Image.ofFile(iso)).tree().root();

        assertThat(TreeListing.of(read, ALL)).isEqualTo(TreeListing.of(DirectoryScan.of(source), ALL));
    }

    @Test
    @RequiresTool("xorriso")
    void xorrisoImageWhenItHasAPartitionOffsetIsReadFromBothSides() throws IOException {
        Tool.of(
                        "xorriso",
                        "-as",
                        "mkisofs",
                        "-quiet",
                        "-R",
                        "-J",
                        "-V",
                        "COS_LIVE",
                        "-partition_offset",
                        "16",
                        "-b",
                        "boot/bios.img",
                        "-no-emul-boot",
                        "-boot-load-size",
                        "4",
                        "-boot-info-table",
                        "--grub2-boot-info",
                        "-eltorito-alt-boot",
                        "-e",
                        "boot/efi.img",
                        "-no-emul-boot",
                        "-o",
                        iso,
                        source)
                .run();
        Image image = Image.ofFile(iso);

        IsoReader whole = IsoReader.open(image);
        IsoReader partition = IsoReader.open(image, 16);

        assertThat(partition.primary().labels()).isEqualTo(whole.primary().labels());
        for (Hierarchy hierarchy : Hierarchy.values()) {
            assertThat(TreeListing.of(partition.tree(hierarchy).root(), ALL))
                    .isEqualTo(TreeListing.of(whole.tree(hierarchy).root(), ALL));
        }
        assertThat(whole.bootCatalog()).hasValueSatisfying(catalog -> {
            assertThat(catalog.images()).hasSize(2);
            assertThat(catalog.images().getFirst().platform()).isEqualTo(BootPlatform.BIOS.id());
            assertThat(catalog.images().getFirst().bootInfoTable()).isTrue();
            assertThat(catalog.images().getFirst().grub2BootInfo()).isTrue();
            assertThat(catalog.images().getFirst().entry().sectors()).isEqualTo(4);
            assertThat(catalog.images().getLast().platform()).isEqualTo(BootPlatform.UEFI.id());
        });
        assertBootFileIsPatchedAsByUs(whole);
    }

    /// The patch that we would have made, on the source, is what xorriso made.
    private void assertBootFileIsPatchedAsByUs(IsoReader reader) throws IOException {
        IsoTree tree = reader.tree();
        RegularFile file = (RegularFile) Objects.requireNonNull(tree.root().find("boot/bios.img"));
        long block = tree.locationOf(file).extents().getFirst().block();
        Image ours =
                BootInfo.withTable(BootInfo.withGrub2(Image.ofFile(source.resolve("boot/bios.img")), block), block);
        assertThat(file.content().sha256()).isEqualTo(ours.sha256());
    }

    @Test
    @RequiresTool("genisoimage")
    void genisoimageImageWhenDirectoriesAreRelocatedIsTheSourceTree() throws IOException {
        Tool.of("genisoimage", "-quiet", "-R", "-J", "-joliet-long", "-hide-rr-moved", "-o", iso, source)
                .run();

        Directory read = IsoReader.open(Image.ofFile(iso)).tree().root();

        TreeBuilder withoutMoved = TreeBuilder.from(read);
        assertThat(withoutMoved.remove(TreeBuilder.names(".rr_moved"))).isTrue();
        List<String> expected = TreeListing.of(DirectoryScan.of(source), ALL);
        assertThat(TreeListing.of(withoutMoved.build(), ALL)).isEqualTo(expected);
    }

    @Test
    @RequiresTool("genisoimage")
    void genisoimageImageWhenPlainHasAllContents() throws IOException {
        Tool.of("genisoimage", "-quiet", "-D", "-iso-level", "3", "-o", iso, source)
                .run();
        IsoReader reader = IsoReader.open(Image.ofFile(iso));

        assertThat(reader.hierarchies()).containsExactly(Hierarchy.PLAIN);
        assertThat(contents(reader.tree().root()))
                .containsExactlyInAnyOrderElementsOf(contents(DirectoryScan.of(source)));
    }

    @Test
    @RequiresTool("genisoimage")
    void genisoimageImageWhenItHasJolietOnlyKeepsNames() throws IOException {
        Tool.of("genisoimage", "-quiet", "-D", "-J", "-joliet-long", "-o", iso, source)
                .run();
        IsoReader reader = IsoReader.open(Image.ofFile(iso));

        assertThat(reader.hierarchies()).containsExactly(Hierarchy.JOLIET, Hierarchy.PLAIN);
        assertThat(reader.tree().root().find("1/2/3/4/5/6/7/8/9/10/11/deep file.text"))
                .isNotNull();
        assertThat(reader.tree().root().find("many/a-file-with-a-number-299")).isNotNull();
    }

    @Test
    @RequiresTool("xorriso")
    void largeFileWhenOfSeveralExtentsIsWhole() throws IOException {
        long size = (4L << 30) + 99;
        try (RandomAccessFile file = new RandomAccessFile(source.resolve("huge").toFile(), "rw")) {
            file.setLength(size);
            file.seek(size - 3);
            file.write(new byte[] {1, 2, 3});
        }
        // Through a pipe, so that the zeros become holes.
        Tool.of(
                        "sh",
                        "-c",
                        "xorriso -as mkisofs -quiet -iso-level 3 -R -o - '%s' | dd of='%s' bs=1M conv=sparse iflag=fullblock"
                                .formatted(source, iso))
                .run();

        IsoTree read = IsoReader.open(Image.ofFile(iso)).tree();

        Node huge = Objects.requireNonNull(read.root().find("huge"));
        assertThat(read.locationOf(huge).extents()).hasSizeGreaterThan(1);
        Image content = ((RegularFile) huge).content();
        assertThat(content.size()).isEqualTo(size);
        assertThat(content.slice(size - 3, 3).toByteArray(3)).containsExactly(1, 2, 3);
    }

    @Test
    @RequiresTool("xorriso")
    void graftWhenOverAnXorrisoImageIsReadByXorriso() throws IOException {
        Tool.of("xorriso", "-as", "mkisofs", "-quiet", "-R", "-J", "-partition_offset", "16", "-o", iso, source)
                .run();
        Image base = Image.ofFile(iso);
        IsoReader reader = IsoReader.open(base);
        IsoTree read = reader.tree();
        Directory tree = TreeBuilder.from(read.root())
                .put("config.yaml", IsoRequests.file("#cloud-config\n"))
                .build();
        IsoLayout layout = IsoLayout.plan(IsoRequest.of(tree, IsoRequests.LABELS)
                .withGraft(new IsoRequest.Graft(read.locations(), base.size() / Blocks.BLOCK_BYTES))
                .withPartition(IsoRequest.Partition.at(16)));
        Path grafted = directory.resolve("grafted.iso");
        layout.over(base).writeTo(grafted);
        Path out = directory.resolve("out");

        Tool.of("xorriso", "-osirrox", "on:auto_chmod_off", "-indev", grafted, "-extract", "/", out)
                .run();

        assertThat(Files.readString(out.resolve("config.yaml"))).isEqualTo("#cloud-config\n");
        Files.delete(out.resolve("config.yaml"));
        List<String> listing = TreeListing.of(DirectoryScan.of(out), Aspect.MODE, Aspect.OWNER);
        assertThat(listing.subList(1, listing.size()))
                .isEqualTo(TreeListing.of(DirectoryScan.of(source), Aspect.MODE, Aspect.OWNER)
                        .subList(1, listing.size()));
    }

    private static List<String> contents(Directory tree) {
        List<String> contents = new ArrayList<>();
        tree.walk((path, node) -> {
            if (node instanceof RegularFile file) {
                contents.add(TreeListing.of(
                                new TreeBuilder(tree.metadata()).put("f", file).build())
                        .getLast());
            }
        });
        return contents;
    }
}
