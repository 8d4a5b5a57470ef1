package dev.slipway.builder.siteimage;

import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps two builds from writing one directory. The system releases it with the process.
final class BuildLock implements AutoCloseable {

    private final DataFiles files;
    private final FileChannel channel;

    private BuildLock(DataFiles files, FileChannel channel) {
        this.files = files;
        this.channel = channel;
    }

    /// @throws ProblemException where another build is at it
    static BuildLock of(DataFiles files) throws IOException {
        FileChannel channel =
                FileChannel.open(files.data().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw Problem.environment("sites.busy", "another build writes these site images")
                    .at(files.directory().toString())
                    .fix("wait until it has ended, or choose another --output")
                    .exception();
        }
        return new BuildLock(files, channel);
    }

    /// The files that are this build's alone for now.
    DataFiles files() {
        return files;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
