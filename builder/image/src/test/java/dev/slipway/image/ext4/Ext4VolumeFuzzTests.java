package dev.slipway.image.ext4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Symlink;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/// Whatever stands in superblock, descriptors, inodes and directories, a file system is read or refused: no other
/// failure, no endless work. An input is a list of changes to a sound one. Runs over the seeds beside it;
/// `JAZZER_FUZZ=1 mvn ... test -Djazzer.hooks=true -Dtest=Ext4VolumeFuzzTests` searches on.
class Ext4VolumeFuzzTests {

    private static final int BYTES = 8 << 20;
    private static final Ext4Options OPTIONS = Ext4Options.of(BYTES, "fuzz", new UUID(1, 2), Instant.EPOCH);
    private static final byte[] SOUND = sound();
    private static final int CHANGES_MAX = 64;

    /// Where what counts begins: superblock, descriptors, inodes, and the blocks of directories behind their table.
    private static final int[] PLACES = places();

    private static byte[] sound() {
        Metadata metadata = Metadata.of(0644, Instant.EPOCH);
        Directory tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH))
                .put("a/b/file", new RegularFile(metadata, Image.ofBytes(new byte[10_000])))
                .put(
                        "link",
                        new Symlink(metadata, "a/b/".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .build();
        try {
            return Ext4Image.plan(tree, OPTIONS).toByteArray(BYTES);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int[] places() {
        Ext4Geometry geometry = Ext4Geometry.of(OPTIONS);
        int table = (int) geometry.inodeTable(0) * Ext4Geometry.BLOCK_BYTES;
        int data = table + geometry.inodesPerGroup() * Inode.SIZE;
        return new int[] {Superblock.OFFSET, Ext4Geometry.BLOCK_BYTES, table, data, data + 5 * Ext4Geometry.BLOCK_BYTES
        };
    }

    @FuzzTest(maxDuration = "5m")
    void treeIsReadOrRefused(FuzzedDataProvider data) throws IOException {
        byte[] image = SOUND.clone();
        for (int i = 0; i < CHANGES_MAX && data.remainingBytes() > 0; i++) {
            int place = PLACES[data.consumeInt(0, PLACES.length - 1)] + data.consumeInt(0, 4095);
            byte[] bytes = data.consumeBytes(data.consumeInt(1, 8));
            System.arraycopy(bytes, 0, image, place, bytes.length);
        }
        try (Ext4Volume volume = Ext4Volume.open(Image.ofBytes(image))) {
            assertThat(volume.sizeBytes()).isLessThanOrEqualTo(BYTES);
            assertThat(volume.tree().entries()).isNotNull();
        } catch (MalformedImageException e) {
            assertThat(e.problem()).isNotBlank();
        }
    }
}
