package dev.slipway.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// A directory that looks like a JDK 25 and whose `java` is a shell script in the engine's place: it keeps the request,
/// then does what the test says. So what Maven's side does is tested apart from what the engine does, and fast.
public final class StandInJava {

    /// Copies the user-data to the output, and tells so as the engine would.
    public static final String BUILDS = """
            printf 'input\\t%s\\n' "$user_data"
            printf 'step\\tWrite the ISO\\n'
            mkdir -p "$(dirname "${output:-$default_output}")"
            cp "$user_data" "${output:-$default_output}"
            echo '{}' > "${output:-$default_output}.provenance.json"
            printf 'result\\t%s\\t1048576\\tSITE\\tdebian-live\\t1500\\n' "${output:-$default_output}"
            """;

    /// Writes an output that is no appliance, and tells so as the engine would.
    public static final String PACKS = """
            mkdir -p "$(dirname "${output:-$default_output}")"
            echo packed > "${output:-$default_output}"
            printf 'result\\t%s\\t7\\tova\\t67108864\\t1500\\n' "${output:-$default_output}"
            """;

    private static final String TAKES_REQUEST = """
            #!/bin/sh
            request=$0.request.$$
            tab=$(printf '\\t')
            while IFS= read -r line && [ "$line" != end ]; do
              printf '%s\\n' "$line" >> "$request"
              value=${line#*"$tab"}
              case $line in
                "user-data$tab"*) user_data=$value ;;
                "output$tab"*) output=$value ;;
                "default-output$tab"*) default_output=$value ;;
              esac
            done
            """;

    private final Path home;

    private StandInJava(Path home) {
        this.home = home;
    }

    /// Makes one.
    ///
    /// @param script what its `java` does after it has the request, for a POSIX shell
    public static StandInJava in(Path home, String script) {
        try {
            Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
            Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
            Files.writeString(java, TAKES_REQUEST + script);
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new StandInJava(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path home() {
        return home;
    }

    /// The requests that it got, one list of lines each.
    public List<List<String>> requests() {
        try (Stream<Path> files = Files.list(home.resolve("bin"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("java.request"))
                    .map(StandInJava::lines)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
