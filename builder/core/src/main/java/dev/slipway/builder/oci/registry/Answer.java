package dev.slipway.builder.oci.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;

/// What a server answered; its body is read at most once.
///
/// @param from what answered, after all redirects
/// @param foreign whether that is another server than the one that was asked
record Answer(int status, HttpHeaders headers, InputStream body, URI from, boolean foreign) implements AutoCloseable {

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
