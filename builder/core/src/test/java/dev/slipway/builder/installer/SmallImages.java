package dev.slipway.builder.installer;

import java.io.IOException;
import java.nio.file.Path;

/// Sound images of the small base, for tests of what reads images.
public final class SmallImages {

    private SmallImages() {}

    /// Of the flavour `debian-live`.
    public static Path debianLive(Path directory) throws IOException {
        return SmallBase.build(
                directory, SmallBase.debianLive(directory.resolve("debian-live-root")), "debian-live.iso");
    }

    /// Of the flavour `kairos`.
    public static Path kairos(Path directory) throws IOException {
        return SmallBase.build(directory, SmallBase.kairos(directory.resolve("kairos-root")), "kairos.iso");
    }
}
