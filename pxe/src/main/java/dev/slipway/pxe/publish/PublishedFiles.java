package dev.slipway.pxe.publish;

import java.net.InetAddress;
import java.util.Optional;

/// The table of what is published. Names are looked up in it and nowhere else: no name ever becomes a path.
@FunctionalInterface
public interface PublishedFiles {

    /// The file of that name for that client. Called often and by several threads; answers from memory.
    Optional<PublishedFile> find(String name, InetAddress client);
}
