package dev.slipway.image.squashfs;

/// Where the content of a file lies, in numbers of data blocks.
///
/// @param firstBlock the first of its own blocks, which follow each other
/// @param blocks how many these are
/// @param fragment the number, among the shared blocks, of the one that holds its end; or [#NONE]
/// @param fragmentOffset where its end lies in the plain content of that block
record FilePlacement(int firstBlock, int blocks, int fragment, int fragmentOffset) {

    static final int NONE = -1;
}
