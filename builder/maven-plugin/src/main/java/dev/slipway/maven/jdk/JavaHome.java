package dev.slipway.maven.jdk;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An installed Java, known by the `release` file that each has in its directory: nothing is started to learn what it
/// is.
///
/// @param directory what `JAVA_HOME` would be
/// @param feature the first number of its version, such as 25
/// @param version as it is written
public record JavaHome(Path directory, int feature, String version) {

    private static final Pattern FEATURE = Pattern.compile("(?:1\\.)?(\\d{1,3})(?!\\d).*");

    /// The Java in this directory, if there is one.
    public static Optional<JavaHome> at(Path directory) {
        Path release = directory.resolve("release");
        if (!Files.isRegularFile(release) || executable(directory).isEmpty()) {
            return Optional.empty();
        }
        Properties facts = new Properties();
        try (Reader in = Files.newBufferedReader(release)) {
            facts.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        String version = facts.getProperty("JAVA_VERSION", "").replace("\"", "").strip();
        Matcher feature = FEATURE.matcher(version);
        return feature.matches()
                ? Optional.of(new JavaHome(directory, Integer.parseInt(feature.group(1)), version))
                : Optional.empty();
    }

    /// The program that runs classes.
    public Path java() {
        return executable(directory).orElseThrow();
    }

    private static Optional<Path> executable(Path directory) {
        return Stream.of("java", "java.exe")
                .map(name -> directory.resolve("bin").resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public String toString() {
        return "Java " + version + " in " + directory;
    }
}
