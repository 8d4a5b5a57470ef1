package dev.slipway.image.squashfs;

import dev.slipway.image.squashfs.DataBlock.Piece;
import dev.slipway.image.squashfs.SquashfsOptions.Fragments;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts files into data blocks, in the order in which these stand on the disk: the blocks of each file in turn, the
/// ends packed together, a shared block wherever one is full. The order follows from the sizes alone, so it is the
/// same whoever compresses the blocks and however many do. Safe for use by several threads.
final class BlockSequence {

    private final List<Long> files;
    private final int blockBytes;
    private final Fragments fragments;
    private final List<FilePlacement> placements = new ArrayList<>();

    /// The shared blocks so far.
    private final List<Integer> sharedBlocks = new ArrayList<>();

    private int nextIndex;
    /// The file that is being cut: where it begins among all, how far it is cut, the first of its blocks.
    private long fileStart;

    private long cut;
    private int firstBlock;

    private List<Piece> shared = new ArrayList<>();
    private int sharedBytes;
    /// Files whose end is in the shared block that is not yet full: it gets its index when it is.
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(int file, FilePlacement placement) {}

    /// @param files the sizes of the files in bytes
    BlockSequence(List<Long> files, SquashfsOptions options) {
        this.files = files;
        blockBytes = options.blockBytes();
        fragments = options.fragments();
    }

    /// The next block, or null behind the last one.
    synchronized @Nullable DataBlock next() {
        while (placements.size() < files.size()) {
            long fileBytes = files.get(placements.size());
            long left = fileBytes - cut;
            if (cut == 0) {
                firstBlock = nextIndex;
            }
            if (left > 0 && !isFragment(fileBytes, left)) {
                int bytes = (int) Math.min(left, blockBytes);
                Piece piece = new Piece(fileStart + cut, bytes);
                cut += bytes;
                if (cut == fileBytes) {
                    place(FilePlacement.NONE, 0);
                }
                return new DataBlock(nextIndex++, List.of(piece), bytes, false);
            }
            if (left == 0) {
                place(FilePlacement.NONE, 0);
            } else if (sharedBytes + left > blockBytes) {
                return share();
            } else {
                pack((int) left);
            }
        }
        return sharedBytes > 0 ? share() : null;
    }

    /// Where each file lies; complete when there are no more blocks.
    synchronized List<FilePlacement> placements() {
        return placements;
    }

    /// The blocks that files share, in order; complete when there are no more blocks.
    synchronized List<Integer> shared() {
        return sharedBlocks;
    }

    private boolean isFragment(long fileBytes, long left) {
        return left < blockBytes
                && switch (fragments) {
                    case NONE -> false;
                    case SMALL_FILES -> fileBytes < blockBytes;
                    case ALL_TAILS -> true;
                };
    }

    private void pack(int bytes) {
        shared.add(new Piece(fileStart + cut, bytes));
        place(FilePlacement.NONE, sharedBytes);
        waiting.add(new Waiting(placements.size() - 1, placements.getLast()));
        sharedBytes += bytes;
    }

    private void place(int fragment, int fragmentOffset) {
        int blocks = Math.toIntExact(Math.ceilDiv(cut, blockBytes));
        fileStart += files.get(placements.size());
        placements.add(new FilePlacement(firstBlock, blocks, fragment, fragmentOffset));
        cut = 0;
    }

    private DataBlock share() {
        int index = nextIndex++;
        for (Waiting file : waiting) {
            FilePlacement placement = file.placement();
            placements.set(
                    file.file(),
                    new FilePlacement(
                            placement.firstBlock(),
                            placement.blocks(),
                            sharedBlocks.size(),
                            placement.fragmentOffset()));
        }
        sharedBlocks.add(index);
        DataBlock block = new DataBlock(index, shared, sharedBytes, true);
        waiting.clear();
        shared = new ArrayList<>();
        sharedBytes = 0;
        return block;
    }
}
