package dev.slipway.builder.installer;

import dev.slipway.builder.base.BaseReference;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts [BuildMain] in a Java of its own.
final class BuildProcess {

    private BuildProcess() {}

    static ProcessBuilder of(Path directory, BaseReference base, String output, String... javaOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(javaOptions));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BuildMain.class.getName(),
                directory.toString(),
                base.toString(),
                output));
        return new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    }

    /// Waits for the line that says that the build has begun.
    static void awaitBegin(Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        if (!"begun".equals(out.readLine())) {
            throw new AssertionError("the build did not begin");
        }
    }
}
