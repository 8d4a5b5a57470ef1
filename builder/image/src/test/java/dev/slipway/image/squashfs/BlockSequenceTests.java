package dev.slipway.image.squashfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.compression.Compression;
import dev.slipway.image.squashfs.DataBlock.Piece;
import dev.slipway.image.squashfs.SquashfsOptions.Fragments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Files of 5000, 4096, 0, 3000 and 2000 bytes, in blocks of 4096.
class BlockSequenceTests {

    private static final int NONE = FilePlacement.NONE;
    private static final List<Long> FILES = List.of(5000L, 4096L, 0L, 3000L, 2000L);

    @Test
    void nextWhenThereAreNoFragmentsGivesEachFileBlocksOfItsOwn() {
        BlockSequence sequence = sequence(Fragments.NONE);
        assertThat(drain(sequence))
                .containsExactly(
                        own(0, 0, 4096),
                        own(1, 4096, 904),
                        own(2, 5000, 4096),
                        own(3, 9096, 3000),
                        own(4, 12096, 2000));
        assertThat(sequence.placements())
                .containsExactly(
                        new FilePlacement(0, 2, NONE, 0),
                        new FilePlacement(2, 1, NONE, 0),
                        new FilePlacement(3, 0, NONE, 0),
                        new FilePlacement(3, 1, NONE, 0),
                        new FilePlacement(4, 1, NONE, 0));
        assertThat(sequence.shared()).isEmpty();
    }

    @Test
    void nextWhenSmallFilesArePackedStartsABlockWhereOneIsFull() {
        BlockSequence sequence = sequence(Fragments.SMALL_FILES);
        assertThat(drain(sequence))
                .containsExactly(
                        own(0, 0, 4096),
                        own(1, 4096, 904),
                        own(2, 5000, 4096),
                        new DataBlock(3, List.of(new Piece(9096, 3000)), 3000, true),
                        new DataBlock(4, List.of(new Piece(12096, 2000)), 2000, true));
        assertThat(sequence.placements().subList(3, 5))
                .containsExactly(new FilePlacement(3, 0, 0, 0), new FilePlacement(4, 0, 1, 0));
        assertThat(sequence.shared()).containsExactly(3, 4);
    }

    @Test
    void nextWhenAllTailsArePackedPutsTheEndOfALargeFileBesideASmallOne() {
        BlockSequence sequence = sequence(Fragments.ALL_TAILS);
        assertThat(drain(sequence))
                .containsExactly(
                        own(0, 0, 4096),
                        own(1, 5000, 4096),
                        new DataBlock(2, List.of(new Piece(4096, 904), new Piece(9096, 3000)), 3904, true),
                        new DataBlock(3, List.of(new Piece(12096, 2000)), 2000, true));
        assertThat(sequence.placements().getFirst()).isEqualTo(new FilePlacement(0, 1, 0, 0));
        assertThat(sequence.placements().get(3).fragmentOffset()).isEqualTo(904);
    }

    private static DataBlock own(int index, long offset, int bytes) {
        return new DataBlock(index, List.of(new Piece(offset, bytes)), bytes, false);
    }

    private static BlockSequence sequence(Fragments fragments) {
        return new BlockSequence(
                FILES,
                SquashfsOptions.of(Compression.parse("lz4"), Instant.EPOCH)
                        .withBlockBytes(4096)
                        .withFragments(fragments));
    }

    private static List<DataBlock> drain(BlockSequence sequence) {
        List<DataBlock> blocks = new ArrayList<>();
        for (DataBlock block = sequence.next(); block != null; block = sequence.next()) {
            blocks.add(block);
        }
        return blocks;
    }
}
