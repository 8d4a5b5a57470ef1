package dev.slipway.image.squashfs;

import java.util.List;

/// A block of plain data before it is compressed: a part of one file, or the ends of several.
///
/// @param index its place in the order on the disk
/// @param pieces what it is made of
/// @param bytes the size of all pieces together
/// @param fragment whether files share it; a block of one file that holds only zeros becomes a hole, a shared one never
record DataBlock(int index, List<Piece> pieces, int bytes, boolean fragment) {

    /// @param offset in bytes from the start of the first file, all files lying one behind the other
    record Piece(long offset, int bytes) {}
}
