package dev.slipway.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs the real Maven on a copy of a small real project, in a process of its own. The plugin comes from the tests' own
/// repository, everything else from what this machine has downloaded already.
final class MavenBuild {

    static final Path PROJECTS = Path.of("src/test/projects");
    private static final Duration DEADLINE = Duration.ofMinutes(4);

    private final Path directory;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String toolchains = "<toolchains/>";

    private MavenBuild(Path directory) {
        this.directory = directory;
    }

    /// A build of a copy of the project.
    ///
    /// @param name its folder under `src/test/projects`
    /// @param directory where the copy goes; the first call copies, later ones build the same again
    static MavenBuild project(String name, Path directory) {
        if (Files.notExists(directory.resolve("pom.xml"))) {
            copy(PROJECTS.resolve(name), directory);
        }
        return new MavenBuild(directory);
    }

    /// Runs Maven itself on this Java.
    MavenBuild on(Path javaHome) {
        return environment("JAVA_HOME", javaHome.toString());
    }

    /// Names a JDK to Maven's toolchains; without this there is none.
    MavenBuild toolchain(String version, Path javaHome) {
        toolchains = """
                <toolchains>
                  <toolchain>
                    <type>jdk</type>
                    <provides><version>%s</version></provides>
                    <configuration><jdkHome>%s</jdkHome></configuration>
                  </toolchain>
                </toolchains>
                """.formatted(version, javaHome);
        return this;
    }

    MavenBuild environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    MavenBuild property(String name, String value) {
        return argument("-D" + name + "=" + value);
    }

    MavenBuild argument(String argument) {
        arguments.add(argument);
        return this;
    }

    /// Builds and expects success.
    Outcome succeed(String... goals) {
        return run(goals).expect(true);
    }

    /// Builds and expects a failure.
    Outcome fail(String... goals) {
        return run(goals).expect(false);
    }

    /// Starts the build and does not wait.
    Process start(Path log, String... goals) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-s",
                write("it-settings.xml", settings()).toString(),
                "-t",
                write("it-toolchains.xml", toolchains).toString()));
        command.addAll(arguments);
        command.addAll(List.of(goals));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile());
        builder.environment()
                .keySet()
                .removeAll(List.of(
                        "JAVA_HOME", "SLIPWAY_JAVA_HOME", "SLIPWAY_JAVA_PLACES", "SOURCE_DATE_EPOCH", "MAVEN_OPTS"));
        builder.environment().put("SLIPWAY_CACHE", directory.resolve("cache").toString());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome run(String... goals) {
        Path log = directory.resolve("maven.log");
        Process process = start(log, goals);
        try {
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("no end within " + DEADLINE + ":\n" + read(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Outcome(directory, process.exitValue() == 0, read(log));
    }

    private static String settings() {
        return """
                <settings>
                  <localRepository>%s</localRepository>
                  <profiles>
                    <profile>
                      <id>downloaded</id>
                      <repositories>
                        <repository>%s</repository>
                      </repositories>
                      <pluginRepositories>
                        <pluginRepository>%2$s</pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles>
                    <activeProfile>downloaded</activeProfile>
                  </activeProfiles>
                </settings>
                """.formatted(repository(), downloaded());
    }

    private static String downloaded() {
        return """
                <id>downloaded</id>
                <url>%s</url>
                <releases><checksumPolicy>ignore</checksumPolicy></releases>
                <snapshots><enabled>false</enabled></snapshots>""".formatted(
                        Path.of(System.getProperty("slipway.it.downloaded")).toUri());
    }

    /// Where the plugin lies, and where the projects' own artifacts go.
    static Path repository() {
        return Path.of(System.getProperty("slipway.it.repository"));
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.writeString(target, filtered(path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The text of a project's file with our version in it.
    static String filtered(Path file) throws IOException {
        return Files.readString(file).replace("@slipway.version@", System.getProperty("slipway.version"));
    }

    private static String read(Path log) {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How a build ended.
    ///
    /// @param directory the project's
    /// @param log everything that Maven printed
    record Outcome(Path directory, boolean success, String log) {

        private Outcome expect(boolean expected) {
            if (success != expected) {
                throw new AssertionError("Maven " + (success ? "succeeded" : "failed") + ":\n" + log);
            }
            return this;
        }

        Path file(String path) {
            return directory.resolve(path);
        }
    }
}
