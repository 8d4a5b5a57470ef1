package dev.slipway.builder.oci.registry;

import java.io.IOException;
import java.io.InputStream;

/// The bytes of a blob, from their beginning each time that they are asked for.
@FunctionalInterface
public interface BlobContent {
    InputStream open() throws IOException;
}
