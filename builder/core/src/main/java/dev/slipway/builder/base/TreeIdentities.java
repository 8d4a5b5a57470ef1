package dev.slipway.builder.base;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.tree.Directory;
import java.io.IOException;
import java.nio.file.Path;

/// The digests of trees, kept under the digest of what a tree was read from: a base that was seen before need not be
/// read through again.
record TreeIdentities(BuildCache cache) {

    /// Changes when the digest of a tree is made in another way.
    private static final String VERSION = "tree-1";

    private static final int DIGEST_BYTES = 32;

    /// The digest of a tree.
    ///
    /// @param source the digest of what it was read from
    Sha256 of(Sha256 source, Directory tree) throws IOException {
        Path file = cache.get(
                VERSION,
                source,
                target -> Image.ofBytes(TreeDigest.of(tree).bytes()).writeTo(target));
        return Sha256.of(Image.ofFile(file).toByteArray(DIGEST_BYTES));
    }

    /// The digest of a tree whose source has none.
    static Sha256 of(Directory tree) throws IOException {
        return Sha256.of(TreeDigest.of(tree).bytes());
    }
}
