package dev.slipway.image.iso9660;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.RandomTrees;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.RandomTrees.Trait;
import dev.slipway.image.tree.TreeBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Requests that tests share.
final class IsoRequests {

    static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    static final VolumeLabels LABELS = VolumeLabels.of("COS_LIVE", VolumeDate.of(TIME));

    private IsoRequests() {}

    static RegularFile file(String text) {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    static RegularFile file(byte[] bytes) {
        return new RegularFile(Metadata.of(0644, TIME), Image.ofBytes(bytes));
    }

    static TreeBuilder tree() {
        return new TreeBuilder(Metadata.of(0755, TIME));
    }

    static Directory randomTree(long seed, Names names) {
        return RandomTrees.seeded(seed)
                .names(names)
                .with(Trait.SYMLINKS, Trait.SPECIALS, Trait.HARD_LINKS, Trait.OWNERS, Trait.MODES)
                .blockBytes(Blocks.BLOCK_BYTES)
                .fileBytesMax(20_000)
                .nodes(150)
                .create();
    }

    /// The tree with a boot file of 4000 bytes at `boot/bios.img`.
    static Directory withBootFile(Directory tree) {
        byte[] boot = new byte[4000];
        for (int i = 0; i < boot.length; i++) {
            boot[i] = (byte) (i * 31);
        }
        return TreeBuilder.from(tree).put("boot/bios.img", file(boot)).build();
    }

    /// All that can be asked for at once, but for a site area.
    static IsoRequest hybrid(Directory tree) {
        return IsoRequest.of(withBootFile(tree), LABELS)
                .withBoot(new BootRequest.Catalog(
                        List.of(BootImage.bios("boot/bios.img"), BootImage.uefi(new BootTarget.Reserved())),
                        Optional.of("boot/boot.cat")))
                .withPartition(IsoRequest.Partition.aligned(Image.zeros(1 << 20), 128, 512));
    }
}
