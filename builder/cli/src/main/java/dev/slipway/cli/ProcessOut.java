package dev.slipway.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/// The standard output of this process, for text in UTF-8 and, past all buffers, for bytes.
final class ProcessOut extends PrintStream {

    ProcessOut() {
        super(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8);
    }

    /// For many bytes: the kernel moves them from a file to a pipe without a copy in this process.
    WritableByteChannel bytes() {
        flush();
        return new FileOutputStream(FileDescriptor.out).getChannel();
    }
}
