package dev.slipway.pxe.media;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// An installer by its name, whatever file has that name at the moment. What is being sent of a file that is
/// replaced goes on. Safe for use by several threads.
public final class InstallerSource implements AutoCloseable {

    private final Reopening<InstallerMedium> medium;

    private InstallerSource(Reopening<InstallerMedium> medium) {
        this.medium = medium;
    }

    /// Opens an installer.
    ///
    /// @param notices takes why a new file is not used
    /// @throws ProblemException where it cannot be opened
    public static InstallerSource open(Path iso, Consumer<Problem> notices) {
        return new InstallerSource(Reopening.of(iso, () -> InstallerMedium.open(iso), InstallerMedium::close, notices));
    }

    /// The medium; a new one at most a second after its file was replaced.
    public InstallerMedium current() {
        return medium.current();
    }

    /// The medium, looked at now.
    public InstallerMedium refreshed() {
        return medium.refreshed();
    }

    @Override
    public void close() {
        medium.close();
    }
}
