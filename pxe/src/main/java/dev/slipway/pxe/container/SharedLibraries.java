package dev.slipway.pxe.container;

import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The libraries of this machine's C library that programs load, as ldd(1) tells them.
final class SharedLibraries {

    /// `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x...)`, and the loader, which has no arrow.
    private static final Pattern LINE = Pattern.compile("^\\s*(?:\\S+ => )?(/\\S+) \\(0x[0-9a-f]+\\)$");

    private static final int SECONDS_MAX = 30;

    private SharedLibraries() {}

    /// By the paths under which they are found.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where ldd does not run here
    static SortedSet<String> of(List<Path> programs) {
        List<String> command = new ArrayList<>(List.of("ldd"));
        programs.forEach(program -> command.add(program.toString()));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("ldd does not end");
            }
            return parse(said);
        } catch (IOException e) {
            throw Problem.environment("server-image.ldd", "what the server needs of the C library cannot be found out")
                    .because(String.valueOf(e.getMessage()))
                    .fix("build the image on a Debian machine, which has ldd")
                    .exception(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static SortedSet<String> parse(String said) {
        SortedSet<String> paths = new TreeSet<>();
        said.lines().forEach(line -> {
            Matcher found = LINE.matcher(line);
            if (found.matches()) {
                paths.add(Path.of(found.group(1)).normalize().toString());
            }
        });
        return paths;
    }
}
