package dev.slipway.image.iso9660;

import static dev.slipway.image.iso9660.IsoRequests.LABELS;
import static dev.slipway.image.iso9660.IsoRequests.TIME;
import static dev.slipway.image.iso9660.IsoRequests.file;
import static dev.slipway.image.iso9660.IsoRequests.hybrid;
import static dev.slipway.image.iso9660.IsoRequests.randomTree;
import static dev.slipway.image.iso9660.IsoRequests.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.image.scan.DirectoryScan;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Special;
import dev.slipway.image.tree.RandomTrees;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.RandomTrees.Trait;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.image.tree.TreeListing;
import dev.slipway.image.tree.TreeListing.Aspect;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What this package writes, read by programs of other people.
class IsoWriterIT {

    private static final Pattern LINK = Pattern.compile(" -> ([0-9a-f]+) .*");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    @RequiresTool("xorriso")
    void treeWhenExtractedByXorrisoIsTheSame(long seed) throws IOException {
        Directory tree = ownedTree(seed);
        Path iso = write(IsoLayout.plan(IsoRequest.of(tree, LABELS)).image(), "x.iso");
        Path out = directory.resolve("out");

        Tool.of("xorriso", "-osirrox", "on:auto_chmod_off:o_excl_off", "-indev", iso, "-extract", "/", out)
                .run();

        assertThat(listing(DirectoryScan.of(out))).isEqualTo(listing(tree));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    @RequiresTool("bsdtar")
    void treeWhenExtractedByBsdtarIsTheSame(long seed) throws IOException {
        Directory tree = ownedTree(seed);
        Path iso = write(IsoLayout.plan(IsoRequest.of(tree, LABELS)).image(), "x.iso");
        Path out = Files.createDirectory(directory.resolve("out"));

        Tool.of("bsdtar", "-xpf", iso, "-C", out).run();

        assertThat(listing(DirectoryScan.of(out))).isEqualTo(listing(tree));
    }

    @Test
    @RequiresTool({"xorriso", "isoinfo"})
    void hybridWhenExaminedHasItsBootEntries() throws IOException {
        IsoLayout layout = IsoLayout.plan(hybrid(randomTree(6, Names.PORTABLE)));
        Path iso = write(layout.image(), "x.iso");

        String report = Tool.of("xorriso", "-indev", iso, "-report_el_torito", "plain", "-check_media", "--")
                .run();
        String description = Tool.of("isoinfo", "-d", "-i", iso).run();

        assertThat(report)
                .contains("Volume id    : 'COS_LIVE'")
                .contains("El Torito cat path : /boot/boot.cat")
                .containsPattern("boot img : +1 +BIOS +y +none +0x0000 +0x00 +4 +"
                        + layout.extentsOf("boot/bios.img").getFirst().block())
                .containsPattern("boot img : +2 +UEFI +y +none +0x0000 +0x00 +2048 +"
                        + layout.reservedBlock().orElseThrow())
                .contains("/boot/bios.img")
                .contains("boot-info-table grub2-boot-info")
                .doesNotContain("corrupt", "SORRY", "FAILURE");
        assertThat(description)
                .contains("Volume id: COS_LIVE")
                .contains("Joliet with UCS level 3 found")
                .contains("Rock Ridge signatures version 1 found")
                .contains("Volume size is: " + layout.blocks());
    }

    @Test
    @RequiresTool({"fuseiso", "fusermount", "xorriso"})
    void partitionWhenReadAloneShowsEveryFileTheLastIncluded() throws IOException {
        Directory tree = TreeBuilder.from(RandomTrees.seeded(8).nodes(80).create())
                .put("site/user-data", file("#cloud-config\n"))
                .build();
        IsoLayout layout = IsoLayout.plan(hybrid(tree)
                .withSiteArea(
                        new SiteAreaRequest(128 << 10, List.of(new SiteAreaRequest.Slot("site/user-data", 4096)))));
        Image image = layout.image();
        long start = layout.partitionBlock().orElseThrow() * Blocks.BLOCK_BYTES;
        Path iso = write(image.slice(start, image.size() - start), "partition.iso");
        Path mount = Files.createDirectory(directory.resolve("mount"));

        Tool.of("fuseiso", iso, mount).run();
        try {
            Directory mounted = DirectoryScan.of(mount);
            List<String> expected =
                    new ArrayList<>(TreeListing.of(IsoReader.open(image).tree().root()));
            assertThat(TreeListing.of(mounted)).isEqualTo(expected);
            assertThat(Files.readString(mount.resolve("site/user-data"))).isEqualTo("#cloud-config\n");
        } finally {
            Tool.of("fusermount", "-u", mount).run();
        }
        assertThat(Tool.of("xorriso", "-indev", iso, "-check_media", "--").run())
                .contains("Volume id    : 'COS_LIVE'");
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    @RequiresTool("isoinfo")
    void everyHierarchyWhenListedByIsoinfoHasAllFiles(long seed) throws IOException {
        Directory tree = randomTree(seed, Names.UTF8);
        Image image = IsoLayout.plan(IsoRequest.of(tree, LABELS)).image();
        Path iso = write(image, "x.iso");

        for (List<String> hierarchy : List.of(List.<String>of(), List.of("-R"), List.of("-J"))) {
            List<Object> command = new ArrayList<>(List.of("isoinfo", "-f", "-i", iso));
            command.addAll(hierarchy);
            long listed = Tool.of(command.toArray())
                    .run()
                    .lines()
                    .filter(line -> line.startsWith("/"))
                    .count();
            assertThat(listed).as("isoinfo %s", hierarchy).isEqualTo(countIn(image, hierarchy));
        }
    }

    @Test
    @RequiresTool({"isoinfo", "xorriso"})
    void deepDirectoriesWhenListedAreSeenByAll() throws IOException {
        String path = "a/".repeat(40) + "deep-file";
        Directory tree = tree().put(path, file("deep")).build();
        Path iso = write(IsoLayout.plan(IsoRequest.of(tree, LABELS)).image(), "x.iso");

        assertThat(Tool.of("isoinfo", "-R", "-f", "-i", iso).run()).contains("/" + path);
        assertThat(Tool.of("isoinfo", "-J", "-f", "-i", iso).run()).contains("/" + path);
        assertThat(Tool.of("isoinfo", "-R", "-i", iso, "-x", "/" + path).run()).isEqualTo("deep");
        assertThat(Tool.of("xorriso", "-indev", iso, "-find", "/").run()).contains("/" + path);
    }

    @Test
    @RequiresTool({"xorriso", "isoinfo", "bsdtar"})
    void fileOfMoreThanFourGibibytesWhenReadByOthersIsWhole() throws IOException {
        long size = (4L << 30) + 4321;
        Image content = Image.zeros(size - 7).then(Image.ofBytes("the end".getBytes(StandardCharsets.US_ASCII)));
        Directory tree = tree().put("huge.squashfs", new RegularFile(Metadata.of(0644, TIME), content))
                .put("next", file("next"))
                .build();
        Path iso = write(IsoLayout.plan(IsoRequest.of(tree, LABELS)).image(), "x.iso");

        String found =
                Tool.of("xorriso", "-indev", iso, "-find", "/", "-exec", "lsdl").run();
        String end = Tool.of("sh", "-c", "bsdtar -xOf '%s' huge.squashfs | tail -c 7".formatted(iso))
                .run();

        assertThat(found).containsPattern(" " + size + " .*'/huge.squashfs'");
        assertThat(end).isEqualTo("the end");
        assertThat(Tool.of("bsdtar", "-tvf", iso).run()).containsPattern(" " + size + " .*huge.squashfs");
        assertThat(Tool.of("isoinfo", "-R", "-i", iso, "-x", "/next").run()).isEqualTo("next");
        assertThat(Files.size(iso)).isGreaterThan(size);
    }

    @Test
    @RequiresTool({"grub-fstest", "blkid"})
    void hybridWhenReadByGrubShowsItsFilesFromBothSides() throws IOException {
        String deep = "a/".repeat(20) + "deep-file-with-a-long-name.text";
        Directory tree = tree().put(deep, file("deep"))
                .put("site/user-data", file("#cloud-config"))
                .build();
        IsoLayout layout = IsoLayout.plan(hybrid(tree)
                .withSiteArea(
                        new SiteAreaRequest(128 << 10, List.of(new SiteAreaRequest.Slot("site/user-data", 4096)))));
        Image image = layout.image();
        long start = layout.partitionBlock().orElseThrow() * Blocks.BLOCK_BYTES;

        for (Image view : List.of(image, image.slice(start, image.size() - start))) {
            Path iso = write(view, "view.iso");
            assertThat(Tool.of("grub-fstest", iso, "cat", "(loop0)/" + deep).run())
                    .isEqualTo("deep");
            assertThat(Tool.of("grub-fstest", iso, "cat", "(loop0)/site/user-data")
                            .run())
                    .isEqualTo("#cloud-config");
            assertThat(Tool.of("blkid", "-p", iso).run())
                    .contains("LABEL=\"COS_LIVE\"")
                    .contains("UUID=\"2026-01-02-03-04-05-00\"");
        }
    }

    @Test
    @RequiresTool("xorriso")
    void symlinkWhenItsTargetIsLongIsReadByXorriso() throws IOException {
        String target = "/" + "component/".repeat(60) + "x".repeat(300) + "/../.";
        Node link = new Node.Symlink(Metadata.of(0777, TIME), target.getBytes(StandardCharsets.UTF_8));
        Path iso = write(
                IsoLayout.plan(IsoRequest.of(tree().put("link", link).build(), LABELS))
                        .image(),
                "x.iso");

        assertThat(Tool.of("xorriso", "-indev", iso, "-lsl", "/link").run()).contains("'" + target + "'");
    }

    @Test
    @RequiresTool("xorriso")
    void specialNodesWhenListedByXorrisoKeepTheirNumbers() throws IOException {
        Metadata metadata = Metadata.of(0640, TIME);
        Directory tree = tree().put("null", new Special(metadata, Special.Kind.CHARACTER_DEVICE, 1, 3))
                .put("disk", new Special(metadata, Special.Kind.BLOCK_DEVICE, 8, 17))
                .put("pipe", new Special(metadata, Special.Kind.FIFO, 0, 0))
                .put("socket", new Special(metadata, Special.Kind.SOCKET, 0, 0))
                .build();
        Path iso = write(IsoLayout.plan(IsoRequest.of(tree, LABELS)).image(), "x.iso");

        String found =
                Tool.of("xorriso", "-indev", iso, "-find", "/", "-exec", "lsdl").run();

        assertThat(found)
                .containsPattern("crw-r----- .* 1,3 .*'/null'")
                .containsPattern("brw-r----- .* 8,17 .*'/disk'")
                .containsPattern("prw-r----- .*'/pipe'")
                .containsPattern("srw-r----- .*'/socket'");
    }

    private static Directory ownedTree(long seed) {
        return RandomTrees.seeded(seed)
                .names(Names.UTF8)
                .with(Trait.SYMLINKS, Trait.OWNERS)
                .blockBytes(Blocks.BLOCK_BYTES)
                .fileBytesMax(20_000)
                .nodes(120)
                .create();
    }

    /// All but the root. Of symbolic links the target only, as a path: extractors give them the mode and owner that the
    /// system chooses, and xorriso leaves out empty components.
    private static List<String> listing(Directory tree) {
        List<String> listing = TreeListing.of(tree, Aspect.OWNER, Aspect.MODE);
        return listing.subList(1, listing.size()).stream()
                .map(line -> LINK.matcher(line)
                        .replaceAll(link -> Matcher.quoteReplacement(" -> "
                                + new String(HexFormat.of().parseHex(link.group(1)), StandardCharsets.UTF_8)
                                        .replaceAll("/+", "/")
                                        .replaceAll("(.)/$", "$1"))))
                .toList();
    }

    private static long countIn(Image image, List<String> hierarchy) throws IOException {
        Hierarchy wanted = hierarchy.isEmpty()
                ? Hierarchy.PLAIN
                : hierarchy.equals(List.of("-R")) ? Hierarchy.ROCK_RIDGE : Hierarchy.JOLIET;
        return TreeListing.of(IsoReader.open(image).tree(wanted).root()).size() - 1L;
    }

    private Path write(Image image, String name) throws IOException {
        Path path = directory.resolve(name);
        image.writeTo(path);
        return path;
    }
}
