package dev.slipway.image.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.RandomTrees;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.RandomTrees.Trait;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.image.tree.TreeListing;
import dev.slipway.image.tree.TreeListing.Aspect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FatImageTests {

    private static final Metadata METADATA = Metadata.of(0644, Instant.parse("2026-11-21T13:37:42Z"));
    private static final FatOptions OPTIONS = FatOptions.of("TEST", 0x1234_5678L);

    private static Node file(String content) {
        return new RegularFile(METADATA, Image.ofBytes(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static Directory tree(String... paths) {
        TreeBuilder builder = new TreeBuilder(Metadata.of(0755, METADATA.modified()));
        for (String path : paths) {
            builder.put(path, file(path));
        }
        return builder.build();
    }

    private static FatOptions options(long seed) {
        FatOptions options = FatOptions.of(seed % 3 == 0 ? "" : "Seed " + seed, seed * 0x0101_0101L);
        return switch ((int) (seed % 5)) {
            case 0 -> options.withType(FatType.FAT16);
            case 1 -> options.withType(FatType.FAT32);
            case 2 -> options.withFreeBytes(300_000).withHiddenSectors(2048);
            default -> options;
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void planWhenTreeIsRandomReadsBackTheSame(long seed, @TempDir Path directory) throws IOException {
        Directory tree = RandomTrees.seeded(seed)
                .names(Names.WINDOWS)
                .with(Trait.HARD_LINKS)
                .nodes((int) (seed * 40))
                .depth(20)
                .blockBytes(seed % 2 == 0 ? 512 : 2048)
                .contentIn(directory)
                .create();
        FatVolume volume = FatReader.read(FatImage.plan(tree, options(seed)));
        List<String> expected = TreeListing.of(tree, Aspect.MODIFIED);
        List<String> actual = TreeListing.of(volume.tree(), Aspect.MODIFIED);
        // The root's own time is kept by the label's entry alone.
        assertThat(actual.subList(1, actual.size())).isEqualTo(expected.subList(1, expected.size()));
        assertThat(volume.label()).isEqualTo(options(seed).volumeLabel());
        assertThat(volume.volumeId()).isEqualTo(seed * 0x0101_0101L);
    }

    @Test
    void planTwiceGivesTheSameBytes() throws IOException {
        Image first = FatImage.plan(RandomTrees.seeded(5).names(Names.WINDOWS).create(), OPTIONS);
        Image second = FatImage.plan(RandomTrees.seeded(5).names(Names.WINDOWS).create(), OPTIONS);
        assertThat(first.sha256()).isEqualTo(second.sha256());
    }

    @Test
    void planKeepsContentsAsExtentsAlignedToClusters(@TempDir Path directory) throws IOException {
        Path content = directory.resolve("content");
        Image.zeros(5_000_000).writeTo(content);
        Directory tree = new TreeBuilder(METADATA)
                .put("small", file("x"))
                .put("zbig", new RegularFile(METADATA, Image.ofFile(content)))
                .build();
        Image image = FatImage.plan(tree, OPTIONS);
        assertThat(image.extents()).contains(new FileExtent(content, 0, 5_000_000));
        long offset = 0;
        for (var extent : image.extents()) {
            if (extent instanceof FileExtent) {
                assertThat(offset % 2048).isZero();
            }
            offset += extent.length();
        }
        assertThat(FatReader.read(image).clusterBytes()).isEqualTo(2048);
    }

    @Test
    void planWhenSizeIsFixedHasThatSize() {
        assertThat(FatImage.plan(tree("a"), OPTIONS.withFixedBytes(4 << 20)).size())
                .isEqualTo(4 << 20);
    }

    @Test
    void planWhenDirectoryIsLargeSpansClusters() throws IOException {
        TreeBuilder builder = new TreeBuilder(METADATA);
        for (int i = 0; i < 3000; i++) {
            builder.put("directory/a rather long name for a file, number " + i, file("" + i));
            builder.put("root file " + i, file(""));
        }
        Directory tree = builder.build();
        for (FatType type : List.of(FatType.FAT16, FatType.FAT32)) {
            FatVolume volume = FatReader.read(FatImage.plan(tree, OPTIONS.withType(type)));
            assertThat(TreeListing.of(volume.tree())).isEqualTo(TreeListing.of(tree));
        }
    }

    @Test
    void planWhenNameHas255CharactersKeepsIt() throws IOException {
        String name = "x".repeat(251) + ".ext";
        assertThat(FatReader.read(FatImage.plan(tree(name), OPTIONS)).tree().entries())
                .containsOnlyKeys(FileName.of(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "dir/a:b | 'dir/a:b' has a name with ':', which FAT forbids",
                "dir/a\u0001b | 'dir/a\u0001b' has a name with control character 1, which FAT forbids",
                "trailing. | 'trailing.' has a name that ends in a dot or blank, which FAT drops",
            })
    void planWhenNameIsImpossibleNamesThePath(String path, String message) {
        assertThatThrownBy(() -> FatImage.plan(tree(path), OPTIONS))
                .isInstanceOf(UnsupportedOnFatException.class)
                .hasMessage(message);
    }

    @Test
    void planWhenNamesDifferInCaseOnlyNamesBoth() {
        assertThatThrownBy(() -> FatImage.plan(tree("d/Grub.cfg", "d/grub.CFG"), OPTIONS))
                .isInstanceOf(UnsupportedOnFatException.class)
                .hasMessage("'d/grub.CFG' differs from 'Grub.cfg' in upper and lower case only");
    }

    @Test
    void planWhenNameIsNoUtf8NamesThePath() {
        TreeMap<FileName, Node> entries = new TreeMap<>();
        entries.put(FileName.ofBytes(new byte[] {'a', (byte) 0xFF}), file(""));
        assertThatThrownBy(() -> FatImage.plan(new Directory(METADATA, entries), OPTIONS))
                .isInstanceOf(UnsupportedOnFatException.class)
                .hasMessageEndingWith("has a name that is not UTF-8, which FAT cannot hold");
    }

    @Test
    void planWhenNodeIsNoFileNamesThePath() {
        Node link = new Node.Symlink(METADATA, new byte[] {'x'});
        Node device = new Node.Special(METADATA, Node.Special.Kind.BLOCK_DEVICE, 8, 0);
        assertThatThrownBy(() ->
                        FatImage.plan(new TreeBuilder(METADATA).put("a/b", link).build(), OPTIONS))
                .isInstanceOf(UnsupportedOnFatException.class)
                .hasMessage("'a/b' is a symbolic link, which FAT does not have");
        assertThatThrownBy(() -> FatImage.plan(
                        new TreeBuilder(METADATA).put("sda", device).build(), OPTIONS))
                .isInstanceOf(UnsupportedOnFatException.class)
                .hasMessage("'sda' is a block device, which FAT does not have");
    }

    @Test
    void planWhenFileIsTooLargeNamesThePath() {
        Node large = new RegularFile(METADATA, Image.zeros(1L << 32));
        assertThatThrownBy(() -> FatImage.plan(
                        new TreeBuilder(METADATA).put("large", large).build(), OPTIONS))
                .isInstanceOf(UnsupportedOnFatException.class)
                .hasMessage("'large' has 4294967296 bytes: files on FAT are smaller than 4 GiB");
    }

    @Test
    void planWhenFileHasTheLargestSizeReadsBack() throws IOException {
        Node large = new RegularFile(METADATA, Image.zeros((1L << 32) - 1));
        Image image =
                FatImage.plan(new TreeBuilder(METADATA).put("large", large).build(), OPTIONS);
        assertThat(FatReader.read(image).tree().find("large"))
                .isInstanceOfSatisfying(
                        RegularFile.class,
                        file -> assertThat(file.content().size()).isEqualTo((1L << 32) - 1));
    }

    @Test
    void optionsWhenLabelIsImpossibleThrow() {
        for (String label : List.of("twelve-chars", "a/b", "größe", " a", "a ", "a.b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> FatOptions.of(label, 0));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> FatOptions.of("", 1L << 32));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withFixedBytes(1000));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withFreeBytes(-1));
    }
}
