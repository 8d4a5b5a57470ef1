package dev.slipway.builder.oci.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/// Finds where in a tar that was cut off its writing stopped. The tar is a stranger's: whatever is wrong with it, the
/// answer is what was found before.
final class LastEntry {

    private static final int ENTRIES_MAX = 4_000_000;
    private static final int NAME_LENGTH_MAX = 200;

    private LastEntry() {}

    /// The name of the last entry that begins in this part of a tar.
    static Optional<String> of(Path part) {
        String last = null;
        try (InputStream file = new BufferedInputStream(Files.newInputStream(part));
                TarArchiveInputStream tar = new TarArchiveInputStream(file)) {
            for (int i = 0; i < ENTRIES_MAX; i++) {
                @Nullable TarArchiveEntry entry = tar.getNextEntry();
                if (entry == null) {
                    break;
                }
                last = entry.getName();
            }
        } catch (IOException | RuntimeException e) {
            // As far as it could be read.
        }
        return Optional.ofNullable(last).map(LastEntry::printable);
    }

    private static String printable(String name) {
        String shown = name.length() > NAME_LENGTH_MAX ? name.substring(0, NAME_LENGTH_MAX) + "..." : name;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
