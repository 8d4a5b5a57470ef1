package dev.slipway.image.iso9660;

/// Where the directories of one hierarchy lie in one view.
final class DirectoryBlocks {

    private final long base;
    private final long[] blocks;

    DirectoryBlocks(long base, int directories) {
        this.base = base;
        blocks = new long[directories];
    }

    /// The block of the image from which the view counts.
    long base() {
        return base;
    }

    void place(PlannedDirectory directory, long block) {
        blocks[directory.index()] = block;
    }

    /// The block as counted from the start of the image.
    long absolute(PlannedDirectory directory) {
        return blocks[directory.index()];
    }

    /// The block as the view counts.
    long of(PlannedDirectory directory) {
        return blocks[directory.index()] - base;
    }
}
