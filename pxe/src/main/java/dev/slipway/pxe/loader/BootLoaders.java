package dev.slipway.pxe.loader;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.publish.PublishedFile;
import dev.slipway.pxe.publish.PublishedFiles;
import dev.slipway.pxe.trace.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The boot loaders of the distribution's packages, and those of a directory of the user's, which win. They are read
/// once, so that an upgrade of a package does not reach into a transfer; for newer ones, read them again.
///
/// A machine asks for `NAME`, or for `MAC/NAME`, the MAC address with hyphens: so that its trace tells who it was.
public final class BootLoaders implements PublishedFiles {

    /// More than any boot loader has, and little enough to be kept in memory.
    private static final long LOADER_BYTES_MAX = 32L << 20;

    private static final int FILES_MAX = 100;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private final SortedMap<String, Image> loaders;
    private final Optional<Path> directory;

    private BootLoaders(SortedMap<String, Image> loaders, Optional<Path> directory) {
        this.loaders = loaders;
        this.directory = directory;
    }

    /// Those of the packages that are installed.
    public static BootLoaders ofDistribution() {
        return read(Path.of("/"), Optional.empty());
    }

    /// Those of the packages that are installed, and all files of the directory.
    ///
    /// @throws ProblemException where the directory cannot be read, or holds what is no boot loader
    public static BootLoaders with(Path directory) {
        return read(Path.of("/"), Optional.of(directory));
    }

    /// The files of the packages that are installed, for whoever takes them along.
    public static List<Path> filesOfDistribution() {
        return KnownLoader.ALL.stream()
                .flatMap(known -> known.places().stream())
                .map(Path::of)
                .filter(Files::isReadable)
                .toList();
    }

    /// Those of the packages as they lie below a root.
    static BootLoaders read(Path root, Optional<Path> directory) {
        SortedMap<String, Image> loaders = new TreeMap<>();
        for (KnownLoader known : KnownLoader.ALL) {
            known.places().stream()
                    .map(place -> root.resolve(place.substring(1)))
                    .filter(Files::isReadable)
                    .findFirst()
                    .ifPresent(file -> loaders.put(known.name(), load(file)));
        }
        directory.ifPresent(from -> filesIn(from).forEach(file -> {
            String name = file.getFileName().toString();
            if (name.matches(NAME)) {
                loaders.put(name, load(file));
            }
        }));
        return new BootLoaders(loaders, directory);
    }

    private static List<Path> filesIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> regular = files.filter(Files::isRegularFile)
                    .sorted()
                    .limit(FILES_MAX + 1L)
                    .toList();
            if (regular.size() > FILES_MAX) {
                throw Problem.input("boot-loader.many", "the directory of boot loaders holds too many files")
                        .at(directory.toString())
                        .because("all of them would be served, and %d are the most".formatted(FILES_MAX))
                        .fix("give the boot loaders a directory of their own")
                        .exception();
            }
            return regular;
        } catch (IOException e) {
            throw Problem.input("boot-loader.directory", "the directory of boot loaders cannot be read")
                    .at(directory.toString())
                    .because(e.getClass().getSimpleName() + ": " + e.getMessage())
                    .exception(e);
        }
    }

    private static Image load(Path file) {
        try {
            if (Files.size(file) > LOADER_BYTES_MAX) {
                throw Problem.input("boot-loader.large", "a boot loader is too large")
                        .at(file.toString())
                        .because("it has more than %d MiB".formatted(LOADER_BYTES_MAX >> 20))
                        .fix("give the boot loaders a directory of their own")
                        .exception();
            }
            return Image.ofBytes(Files.readAllBytes(file));
        } catch (IOException e) {
            throw Problem.input("boot-loader.unreadable", "a boot loader cannot be read")
                    .at(file.toString())
                    .because(e.getClass().getSimpleName() + ": " + e.getMessage())
                    .exception(e);
        }
    }

    @Override
    public Optional<PublishedFile> find(String asked, InetAddress client) {
        String name = nameOf(asked);
        return Optional.ofNullable(loaders.get(name))
                .map(content -> new PublishedFile(name, content, Step.LOADER_SENT));
    }

    /// Some firmwares put a slash in front, whatever they were told.
    private static String nameOf(String asked) {
        String path = asked.startsWith("/") ? asked.substring(1) : asked;
        int slash = path.indexOf('/');
        return slash > 0 && MacAddress.parse(path.substring(0, slash)).isPresent() ? path.substring(slash + 1) : path;
    }

    /// Whether there is one of that name.
    public boolean has(String name) {
        return loaders.containsKey(name);
    }

    /// The names under which there is one.
    public SortedSet<String> names() {
        return new TreeSet<>(loaders.keySet());
    }

    /// Makes sure that there is one of that name, before a machine is told to ask for it.
    ///
    /// @throws ProblemException where there is none, with the package that brings it
    public void require(String name) {
        if (loaders.containsKey(name)) {
            return;
        }
        Problem missing = Problem.environment("boot-loader.missing", "the boot loader %s is not there".formatted(name));
        String own = directory
                .map(place -> "put it into " + place)
                .orElse("name a directory that holds it as the directory of boot loaders");
        throw KnownLoader.named(name)
                .map(known -> missing.because("looked for " + String.join(" and ", known.places()))
                        .fix("install the package %s, or %s".formatted(known.debianPackage(), own)))
                .orElseGet(() -> missing.because("the packages of the distribution bring " + String.join(", ", names()))
                        .fix(own))
                .exception();
    }
}
