package dev.slipway.builder.base;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a user names a base: `iso:PATH`, `rootfs:PATH`, or a container image, `oci:DIRECTORY[:TAG]`,
/// `docker-archive:FILE`, `docker-daemon:NAME` or a name in a registry. Who names none has the reference base,
/// `slipway`.
public sealed interface BaseReference {

    /// The base that Slipway makes itself, of Debian packages.
    ///
    /// @param recipe a directory with the user's own recipe, or Slipway's where empty
    record ReferenceBase(Optional<Path> recipe) implements BaseReference {

        /// What is taken where no base is named.
        public static final ReferenceBase BUILT_IN = new ReferenceBase(Optional.empty());

        @Override
        public ReferenceBase in(Path directory) {
            return new ReferenceBase(recipe.map(directory::resolve));
        }

        @Override
        public Optional<Path> file() {
            return recipe;
        }

        @Override
        public boolean isFixed() {
            return false;
        }

        @Override
        public String toString() {
            return "slipway" + recipe.map(path -> ":" + path).orElse("");
        }
    }

    /// A bootable ISO that somebody made.
    record IsoFile(Path path) implements BaseReference {
        @Override
        public IsoFile in(Path directory) {
            return new IsoFile(directory.resolve(path));
        }

        @Override
        public Optional<Path> file() {
            return Optional.of(path);
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
        public Optional<Path> file() {
            return Optional.of(path);
        }

        @Override
        public String toString() {
            return "rootfs:" + path;
        }
    }

    /// A container image whose layers make a live root file system together.
    sealed interface ContainerImage extends BaseReference {
        @Override
        ContainerImage in(Path directory);

        /// The same, meaning this content for ever where a name can say so.
        default ContainerImage pinned(Digest digest) {
            return this;
        }

        @Override
        boolean isFixed();
    }

    /// An image of an OCI layout.
    ///
    /// @param tag which one, where there are several
    record LayoutImage(Path directory, Optional<String> tag) implements ContainerImage {
        @Override
        public LayoutImage in(Path parent) {
            return new LayoutImage(parent.resolve(directory), tag);
        }

        /// What changes when another image is put into the layout.
        @Override
        public Optional<Path> file() {
            return Optional.of(directory.resolve("index.json"));
        }

        @Override
        public boolean isFixed() {
            return true;
        }

        @Override
        public String toString() {
            return "oci:" + directory + tag.map(text -> ":" + text).orElse("");
        }
    }

    /// An image as `docker save` writes it.
    record ArchiveImage(Path path) implements ContainerImage {
        @Override
        public ArchiveImage in(Path directory) {
            return new ArchiveImage(directory.resolve(path));
        }

        @Override
        public Optional<Path> file() {
            return Optional.of(path);
        }

        @Override
        public boolean isFixed() {
            return true;
        }

        @Override
        public String toString() {
            return "docker-archive:" + path;
        }
    }

    /// An image of the Docker daemon on this machine.
    record DaemonImage(String name) implements ContainerImage {
        @Override
        public DaemonImage in(Path directory) {
            return this;
        }

        @Override
        public Optional<Path> file() {
            return Optional.empty();
        }

        @Override
        public boolean isFixed() {
            return false;
        }

        @Override
        public String toString() {
            return "docker-daemon:" + name;
        }
    }

    /// An image in a registry.
    record RegistryImage(ImageName name) implements ContainerImage {
        @Override
        public RegistryImage in(Path directory) {
            return this;
        }

        @Override
        public Optional<Path> file() {
            return Optional.empty();
        }

        @Override
        public RegistryImage pinned(Digest digest) {
            return new RegistryImage(name.at(digest));
        }

        @Override
        public boolean isFixed() {
            return name.isPinned();
        }

        @Override
        public String toString() {
            return name.toString();
        }
    }

    /// The same seen from a directory: a relative path is taken to begin there.
    BaseReference in(Path directory);

    /// The file or directory that the base is read from, where it is one.
    Optional<Path> file();

    /// Whether the name means the same content for ever, or the content lies in files.
    default boolean isFixed() {
        return true;
    }

    /// Understands a reference as it was typed.
    ///
    /// @throws ProblemException where it names no kind of base that we know
    static BaseReference parse(String text) {
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon);
        String rest = text.substring(colon + 1);
        try {
            return switch (scheme) {
                case "" -> withoutScheme(text);
                case "slipway" -> new ReferenceBase(Optional.of(path(rest, text)));
                case "iso" -> new IsoFile(path(rest, text));
                case "rootfs" -> new RootFileSystem(path(rest, text));
                case "oci" -> layout(rest, text);
                case "docker-archive" -> new ArchiveImage(path(rest, text));
                case "docker-daemon" -> new DaemonImage(required(rest, text));
                default -> inRegistry(text);
            };
        } catch (InvalidPathException e) {
            throw Problem.usage("base.path", "'%s' is no path".formatted(rest))
                    .because(e.getReason())
                    .exception(e);
        }
    }

    private static BaseReference withoutScheme(String text) {
        return text.equals(ReferenceBase.BUILT_IN.toString()) ? ReferenceBase.BUILT_IN : inRegistry(text);
    }

    private static Path path(String rest, String text) {
        return Path.of(required(rest, text));
    }

    private static String required(String rest, String text) {
        if (rest.isEmpty()) {
            throw unknown(text);
        }
        return rest;
    }

    /// A directory may have a colon in its name: what is there decides.
    private static LayoutImage layout(String rest, String text) {
        Matcher tagged =
                Pattern.compile("(.+):([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})").matcher(required(rest, text));
        return tagged.matches() && !Files.isDirectory(Path.of(rest))
                ? new LayoutImage(Path.of(tagged.group(1)), Optional.of(tagged.group(2)))
                : new LayoutImage(Path.of(rest), Optional.empty());
    }

    private static RegistryImage inRegistry(String text) {
        int slash = text.indexOf('/');
        boolean looksLikePath = text.startsWith("/") || text.startsWith(".") || text.startsWith("~");
        if (slash < 0 || looksLikePath || isFileName(text)) {
            throw unknown(text);
        }
        return new RegistryImage(ImageName.parse(text));
    }

    private static boolean isFileName(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.endsWith(".iso") || lower.endsWith(".tar") || lower.matches(".*\\.tar\\.[a-z0-9]+");
    }

    private static ProblemException unknown(String text) {
        String scheme = isFileName(text) && text.toLowerCase(Locale.ROOT).endsWith(".iso") ? "iso" : "rootfs";
        String fix = isFileName(text) && text.indexOf(':') < 0
                ? "write %s:%s".formatted(scheme, text)
                : "write iso:FILE for an installer ISO, rootfs:DIRECTORY or rootfs:TAR for a live root file system,"
                        + " oci:DIRECTORY:TAG, docker-archive:FILE, docker-daemon:NAME or REGISTRY/REPOSITORY:TAG for a"
                        + " container image, slipway for the reference base";
        return Problem.usage("base.unknown-kind", "'%s' names no base".formatted(text))
                .fix(fix)
                .exception();
    }
}
