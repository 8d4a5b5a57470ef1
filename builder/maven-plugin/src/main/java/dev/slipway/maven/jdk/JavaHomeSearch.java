package dev.slipway.maven.jdk;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks for a Java that the engine runs on: what somebody named first, then the places where installers put it. Of a
/// place that has several it takes the lowest that will do, which is the one that the engine was tested on.
public final class JavaHomeSearch {

    /// The engine's classes are compiled for this one.
    public static final int FEATURE_MIN = 25;

    private static final int HOMES_IN_A_PLACE_MAX = 1_000;

    private final List<Path> named;
    private final List<Path> places;

    /// @param named directories of one Java each, in the order of preference
    /// @param places directories with directories of Javas in them
    JavaHomeSearch(Collection<Path> named, Collection<Path> places) {
        this.named = List.copyOf(named);
        this.places = List.copyOf(places);
    }

    /// The search on this machine. The variables mean what they mean to the command `slipway`: `SLIPWAY_JAVA_HOME` is
    /// one directory that comes before `JAVA_HOME`, `SLIPWAY_JAVA_PLACES` replaces the usual places.
    ///
    /// @param toolchains the Javas that the Maven build names
    public static JavaHomeSearch ofMachine(List<Path> toolchains, Map<String, String> environment) {
        List<Path> named = new ArrayList<>(toolchains);
        Stream.of("SLIPWAY_JAVA_HOME", "JAVA_HOME")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .flatMap(value -> path(value).stream())
                .forEach(named::add);
        named.add(Path.of(System.getProperty("java.home")));
        String places = environment.getOrDefault("SLIPWAY_JAVA_PLACES", "");
        return new JavaHomeSearch(
                named,
                places.isEmpty()
                        ? usualPlaces()
                        : Stream.of(places.split(Pattern.quote(File.pathSeparator), -1))
                                .flatMap(place -> path(place).stream())
                                .toList());
    }

    private static List<Path> usualPlaces() {
        Path user = Path.of(System.getProperty("user.home"));
        return List.of(
                Path.of("/usr/lib/jvm"),
                Path.of("/usr/lib64/jvm"),
                Path.of("/usr/java"),
                Path.of("/usr/local"),
                Path.of("/opt"),
                Path.of("/opt/java"),
                Path.of("/Library/Java/JavaVirtualMachines"),
                user.resolve("Library/Java/JavaVirtualMachines"),
                user.resolve(".sdkman/candidates/java"),
                user.resolve(".jdks"),
                Path.of("C:/Program Files/Java"),
                Path.of("C:/Program Files/Eclipse Adoptium"));
    }

    /// The Java to use, if there is one.
    public Optional<JavaHome> find() {
        return all().findFirst();
    }

    /// Every Java that would do, the one to use first.
    public Stream<JavaHome> all() {
        return Stream.concat(
                        named.stream().flatMap(directory -> JavaHome.at(directory).stream()),
                        places.stream().flatMap(place -> in(place).stream()))
                .filter(home -> home.feature() >= FEATURE_MIN);
    }

    private static List<JavaHome> in(Path place) {
        List<JavaHome> homes = new ArrayList<>();
        if (!Files.isDirectory(place)) {
            return homes;
        }
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(place)) {
            for (Path directory : directories) {
                // On macOS the home lies inside a bundle.
                JavaHome.at(directory)
                        .or(() -> JavaHome.at(directory.resolve("Contents/Home")))
                        .ifPresent(homes::add);
                if (homes.size() == HOMES_IN_A_PLACE_MAX) {
                    break;
                }
            }
        } catch (IOException e) {
            return homes;
        }
        homes.sort(Comparator.comparingInt(JavaHome::feature).thenComparing(JavaHome::directory));
        return homes;
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
