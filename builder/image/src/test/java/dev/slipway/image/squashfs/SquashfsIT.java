package dev.slipway.image.squashfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.Image;
import dev.slipway.image.compression.Compression;
import dev.slipway.image.squashfs.SquashfsOptions.Fragments;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.RandomTrees;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.RandomTrees.Trait;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.image.tree.TreeListing;
import dev.slipway.image.tree.TreeListing.Aspect;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Images of ours read by squashfs-tools, squashfs-tools-ng and the kernel; images of theirs read by us. Owners,
/// devices and trusted attributes take root.
class SquashfsIT {

    private static final Instant TIME = Instant.ofEpochSecond(1_600_000_000);

    @TempDir
    private Path work;

    /// unsquashfs unpacks our image, mksquashfs packs that again: its image, read by us, must be the tree we began
    /// with.
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "xz", "lz4"})
    @RequiresTool({"unsquashfs", "mksquashfs"})
    void unsquashfsUnpacksWhatWeWroteAndWeReadWhatMksquashfsMadeOfIt(String method) throws IOException {
        assumeRoot();
        Directory tree = randomTree(21);
        Path unpacked = unpack(write(tree, Compression.parse(method), Fragments.ALL_TAILS));
        Path theirs = mksquashfs(unpacked, "-comp", method);
        assertThat(listing(read(theirs))).isEqualTo(listing(tree));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-no-fragments",
                "-always-use-fragments",
                "-noI -noD -noF -noX -noId",
                "-b 1M",
                "-b 4K",
                "-no-exports -no-duplicates",
                "-no-sparse",
                "-comp xz -Xbcj x86",
                "-comp lz4 -Xhc",
                "-comp gzip -Xwindow-size 8"
            })
    @RequiresTool({"unsquashfs", "mksquashfs"})
    void weReadWhatMksquashfsMadeWithAnyOption(String options) throws IOException {
        assumeRoot();
        Directory tree = randomTree(22);
        Path unpacked = unpack(write(tree, Compression.parse("zstd:1"), Fragments.NONE));
        Path theirs = mksquashfs(unpacked, options.split(" ", -1));
        assertThat(listing(read(theirs))).isEqualTo(listing(tree));
    }

    /// squashfs-tools-ng turns our image into a tar, and the tar into an image of its own.
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "xz", "lz4"})
    @RequiresTool({"sqfs2tar", "tar2sqfs"})
    void squashfsToolsNgReadsWhatWeWroteAndWeReadWhatItMadeOfIt(String method) throws IOException {
        // Without sockets, which no tar can hold.
        Directory tree = randomTree(23, Names.PORTABLE, Trait.OWNERS, Trait.MODES, Trait.SYMLINKS, Trait.HARD_LINKS);
        Path ours = write(tree, Compression.parse(method), Fragments.SMALL_FILES);
        Path tar = work.resolve("ng.tar");
        Path theirs = work.resolve("ng.squashfs");
        Tool.of("sh", "-c", "sqfs2tar '%s' > '%s'".formatted(ours, tar)).run();
        Tool.of("sh", "-c", "tar2sqfs -q -c %s '%s' < '%s'".formatted(method, theirs, tar))
                .run();
        Directory read = read(theirs);
        // It makes a root of its own.
        assertThat(listing(read)).hasSameSizeAs(listing(tree));
        assertThat(listing(read).stream().skip(1))
                .containsExactlyElementsOf(listing(tree).stream().skip(1).toList());
    }

    @Test
    @RequiresTool("unsquashfs")
    void unsquashfsTellsTheSuperblockThatWeWrote() throws IOException {
        SquashfsOptions options = SquashfsOptions.of(Compression.parse("gzip:5"), TIME)
                .withBlockBytes(1 << 20)
                .withExportable(false)
                .withFragments(Fragments.ALL_TAILS);
        SquashfsImage.write(randomTree(24), options, work.resolve("ours"));
        assertThat(Tool.of("unsquashfs", "-UTC", "-s", work.resolve("ours")).run())
                .contains("Found a valid SQUASHFS 4:0 superblock")
                .contains("Sun Sep 13 12:26:40 2020")
                .contains("Compression gzip")
                .contains("compression-level 5")
                .contains("Block size 1048576")
                .contains("Filesystem is not exportable via NFS")
                .contains("Always-use-fragments option is specified")
                .contains("Duplicates are removed");
    }

    @Test
    @RequiresTool("unsquashfs")
    void unsquashfsFindsAllEntriesOfAHugeDirectory() throws IOException {
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, TIME));
        for (int i = 0; i < 70_000; i++) {
            tree.put("huge/entry-number-" + i, new Node.Symlink(Metadata.of(0777, TIME), new byte[] {'t'}));
        }
        Path ours = write(tree.build(), Compression.parse("zstd:1"), Fragments.NONE);
        assertThat(Tool.of("unsquashfs", "-lc", ours).run().lines()).hasSize(70_000);
    }

    /// The kernel finds names through the index of a directory, which no tool does.
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "xz", "lz4"})
    @RequiresTool({"mount", "umount"})
    void kernelReadsWhatWeWrote(String method) throws IOException {
        assumeRoot();
        TreeBuilder tree = TreeBuilder.from(randomTree(25));
        for (int i = 0; i < 3_000; i++) {
            tree.put("huge/entry-number-" + i, new Node.Symlink(Metadata.of(0777, TIME), new byte[] {'t'}));
        }
        Path ours = write(tree.build(), Compression.parse(method), Fragments.SMALL_FILES);
        Path mounted = Files.createDirectories(work.resolve("mounted"));
        Tool.Result mount = Tool.of("mount", "-t", "squashfs", "-o", "loop,ro", ours, mounted)
                .tryRun();
        if (mount.status() != 0) {
            System.err.println("SKIPPED kernelReadsWhatWeWrote: this kernel mounts no squashfs with " + method);
        }
        assumeTrue(mount.status() == 0, () -> "the kernel does not mount it: " + mount.output());
        try {
            for (int i = 0; i < 3_000; i += 7) {
                assertThat(Files.isSymbolicLink(mounted.resolve("huge/entry-number-" + i)))
                        .isTrue();
            }
            Path theirs = mksquashfs(mounted, "-comp", method);
            assertThat(listing(read(theirs))).isEqualTo(listing(tree.build()));
        } finally {
            Tool.of("umount", mounted).run();
        }
    }

    private Path write(Directory tree, Compression compression, Fragments fragments) throws IOException {
        SquashfsOptions options = SquashfsOptions.of(compression, TIME)
                .withBlockBytes(SquashfsOptions.BLOCK_BYTES_MIN)
                .withFragments(fragments);
        Path image = work.resolve("ours.squashfs");
        SquashfsImage.write(tree, options, image);
        return image;
    }

    private Path unpack(Path image) {
        Path unpacked = work.resolve("unpacked");
        Tool.of("unsquashfs", "-no-progress", "-d", unpacked, image).run();
        return unpacked;
    }

    private Path mksquashfs(Path directory, String... options) {
        Path image = work.resolve("theirs.squashfs");
        Tool.of(java.util.stream.Stream.concat(
                                List.of("mksquashfs", directory, image, "-noappend", "-no-progress", "-xattrs")
                                        .stream(),
                                Arrays.stream(options))
                        .toArray())
                .run();
        return image;
    }

    private Directory read(Path image) throws IOException {
        try (SquashfsReader reader = SquashfsReader.open(Image.ofFile(image))) {
            return SquashfsTree.unpack(reader, work.resolve("contents"), Long.MAX_VALUE);
        }
    }

    private static List<String> listing(Directory tree) {
        return TreeListing.of(tree, Aspect.MODE, Aspect.OWNER, Aspect.MODIFIED, Aspect.XATTRS, Aspect.HARD_LINKS);
    }

    private static void assumeRoot() {
        boolean root = "root".equals(System.getProperty("user.name").toLowerCase(Locale.ROOT));
        if (!root) {
            System.err.println("SKIPPED: unpacking owners, devices and attributes takes root");
        }
        assumeTrue(root, "takes root");
    }

    private Directory randomTree(long seed) throws IOException {
        Trait[] traits = Arrays.stream(Trait.values())
                .filter(trait -> trait != Trait.NANOSECONDS)
                .toArray(Trait[]::new);
        return randomTree(seed, Names.BYTES, traits);
    }

    private Directory randomTree(long seed, Names names, Trait... traits) throws IOException {
        Directory tree = RandomTrees.seeded(seed)
                .names(names)
                .with(traits)
                .nodes(300)
                .blockBytes(4096)
                .contentIn(Files.createTempDirectory(work, "tree"))
                .create();
        return (Directory) storable(tree, new IdentityHashMap<>());
    }

    /// The same without what ext4 refuses: modes of symbolic links, attributes of `user.` on anything but files and
    /// directories, and more attributes than fit in a block.
    private static Node storable(Node node, IdentityHashMap<Node, Node> done) {
        Node known = done.get(node);
        if (known != null) {
            return known;
        }
        Node made = switch (node) {
            case Directory directory -> {
                TreeMap<FileName, Node> entries = new TreeMap<>();
                directory.entries().forEach((name, child) -> entries.put(name, storable(child, done)));
                yield new Directory(small(directory.metadata(), true), entries);
            }
            case Node.RegularFile file -> new Node.RegularFile(small(file.metadata(), true), file.content());
            case Node.Symlink symlink ->
                new Node.Symlink(always777(small(symlink.metadata(), false)), symlink.target());
            case Node.Special special ->
                new Node.Special(small(special.metadata(), false), special.kind(), special.major(), special.minor());
        };
        // mksquashfs splits symbolic links with several names.
        if (!(made instanceof Node.Symlink)) {
            done.put(node, made);
        }
        return made;
    }

    private static Metadata always777(Metadata link) {
        return new Metadata(0777, link.uid(), link.gid(), link.modified(), link.xattrs());
    }

    private static Metadata small(Metadata metadata, boolean user) {
        TreeMap<String, byte[]> kept = new TreeMap<>();
        metadata.xattrs().forEach((name, value) -> {
            if (user || !name.startsWith("user.")) {
                kept.put(name, Arrays.copyOf(value, Math.min(value.length, 900)));
            }
        });
        return metadata.withXattrs(kept);
    }
}
