package dev.slipway.builder.base;

import dev.slipway.builder.problem.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// How a user names a base: `iso:PATH` or `rootfs:PATH`. Registries and image layouts become further members.
public sealed interface BaseReference {

    /// A bootable ISO that somebody made.
    record IsoFile(Path path) implements BaseReference {
        @Override
        public IsoFile in(Path directory) {
            return new IsoFile(directory.resolve(path));
        }

        @Override
        public String toString() {
            return "iso:" + path;
        }
    }

    /// A live root file system: a directory, or a tar that may be compressed.
    record RootFileSystem(Path path) implements BaseReference {
        @Override
        public RootFileSystem in(Path directory) {
            return new RootFileSystem(directory.resolve(path));
        }

        @Override
        public String toString() {
            return "rootfs:" + path;
        }
    }

    /// The same seen from a directory: a relative path is taken to begin there.
    BaseReference in(Path directory);

    /// Understands a reference as it was typed.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it names no kind of base that we know
    static BaseReference parse(String text) {
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon);
        String rest = text.substring(colon + 1);
        if (rest.isEmpty() || !(scheme.equals("iso") || scheme.equals("rootfs"))) {
            throw Problem.usage("base.unknown-kind", "'%s' names no base".formatted(text))
                    .fix("write iso:FILE for an installer ISO, or rootfs:DIRECTORY or rootfs:TAR for a live root"
                            + " file system")
                    .exception();
        }
        try {
            Path path = Path.of(rest);
            return scheme.equals("iso") ? new IsoFile(path) : new RootFileSystem(path);
        } catch (InvalidPathException e) {
            throw Problem.usage("base.path", "'%s' is no path".formatted(rest))
                    .because(e.getReason())
                    .exception(e);
        }
    }
}
