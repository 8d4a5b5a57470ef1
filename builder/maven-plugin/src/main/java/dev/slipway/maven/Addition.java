package dev.slipway.maven;

import java.io.File;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** A file that is put on the medium. */
public class Addition {

    /** Where it is on the medium, such as <code>opt/content/bundle.tar.zst</code>. */
    private @Nullable String path;

    /** The file. */
    private @Nullable File file;

    String path() throws MojoFailureException {
        return present(path, "path");
    }

    File file() throws MojoFailureException {
        return present(file, "file");
    }

    private static <T> T present(@Nullable T value, String name) throws MojoFailureException {
        if (value == null) {
            throw new MojoFailureException("an addition has no " + name + "; each needs a path and a file");
        }
        return value;
    }
}
