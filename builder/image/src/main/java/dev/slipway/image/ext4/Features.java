package dev.slipway.image.ext4;

/// The features that a superblock names (chapter "The Super Block", `s_feature_*`).
final class Features {

    static final int HAS_JOURNAL = 0x4;
    static final int EXT_ATTR = 0x8;
    static final int DIR_INDEX = 0x20;
    static final int SPARSE_SUPER2 = 0x200;

    static final int FILETYPE = 0x2;
    static final int RECOVER = 0x4;
    static final int META_BG = 0x10;
    static final int EXTENTS = 0x40;
    static final int BIT64 = 0x80;
    static final int MMP = 0x100;
    static final int FLEX_BG = 0x200;
    static final int EA_INODE = 0x400;
    static final int CSUM_SEED = 0x2000;
    static final int LARGEDIR = 0x4000;
    static final int INLINE_DATA = 0x8000;
    static final int CASEFOLD = 0x20000;

    static final int SPARSE_SUPER = 0x1;
    static final int LARGE_FILE = 0x2;
    static final int HUGE_FILE = 0x8;
    static final int DIR_NLINK = 0x20;
    static final int EXTRA_ISIZE = 0x40;
    static final int BIGALLOC = 0x200;
    static final int METADATA_CSUM = 0x400;

    /// What we write.
    static final int COMPATIBLE = HAS_JOURNAL | EXT_ATTR | DIR_INDEX;
    static final int INCOMPATIBLE = FILETYPE | EXTENTS | FLEX_BG;
    static final int READ_ONLY_COMPATIBLE =
            SPARSE_SUPER | LARGE_FILE | HUGE_FILE | DIR_NLINK | EXTRA_ISIZE | METADATA_CSUM;

    /// What a reader of ours understands, of those that a reader must understand.
    static final int READABLE = FILETYPE
            | META_BG
            | EXTENTS
            | BIT64
            | MMP
            | FLEX_BG
            | EA_INODE
            | CSUM_SEED
            | LARGEDIR
            | INLINE_DATA
            | CASEFOLD;

    private Features() {}

    /// Whether a group holds a copy of the superblock where `SPARSE_SUPER` is set: 0, 1, and the powers of 3, 5
    /// and 7.
    static boolean isSparse(long group) {
        return group <= 1 || isPower(group, 3) || isPower(group, 5) || isPower(group, 7);
    }

    private static boolean isPower(long number, int base) {
        long left = number;
        while (left % base == 0) {
            left /= base;
        }
        return left == 1;
    }
}
