package dev.slipway.image.iso9660;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Node;
import java.util.List;

/// How a hierarchy names the entries of a directory.
sealed interface NamingScheme permits IsoNames, JolietNames {

    /// The entries that the hierarchy can record, with identifiers that do not clash, in the order of ECMA-119, 9.3.
    List<Named> name(Directory directory);

    /// An entry and its identifier, the version number included.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Named(FileName name, Node node, byte[] identifier) {}
}
