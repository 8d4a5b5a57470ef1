package dev.slipway.maven.engine;

import dev.slipway.maven.jdk.JavaHome;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/// Runs the engine in a process of its own. The engine ends when its standard input ends, so that it does not outlive
/// Maven, however Maven ends.
///
/// @param engine what it is to build
/// @param java what it runs on
/// @param classPath the engine's jars
/// @param directory relative paths of the request begin here
/// @param log what the engine prints beside its events; kept only when there is something in it
public record EngineProcess(Engine engine, JavaHome java, List<Path> classPath, Path directory, Path log) {

    /// Those of the launcher of the command.
    private static final List<String> JVM_FLAGS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
    private static final long END_SECONDS_MAX = 10;

    public EngineProcess {
        classPath = List.copyOf(classPath);
    }

    /// Runs one request.
    ///
    /// @throws MojoFailureException where it is the user's turn
    /// @throws MojoExecutionException where it is ours
    public EngineResult run(List<Message> request, EngineListener listener)
            throws MojoFailureException, MojoExecutionException {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process = start();
            try {
                send(request, process);
                Message last = listen(process, listener);
                return outcome(last, process);
            } finally {
                end(process);
            }
        } catch (IOException e) {
            throw new MojoExecutionException("the engine cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted", e);
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java.java().toString());
        command.addAll(JVM_FLAGS);
        command.add("-classpath");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(engine.mainClass());
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(log.toFile())
                .start();
    }

    // The stream stays open: its end would end the engine.
    @SuppressWarnings("resource")
    private static void send(List<Message> request, Process process) {
        try {
            BufferedWriter out =
                    new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
            for (Message message : request) {
                out.write(message.encode());
                out.write('\n');
            }
            out.write("end\n");
            out.flush();
        } catch (IOException e) {
            // The process has ended already; its exit status and its log tell more than a broken pipe does.
        }
    }

    private static @Nullable Message listen(Process process, EngineListener listener) throws IOException {
        Message last = null;
        try (BufferedReader events =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = events.readLine()) != null) {
                Message event = Message.decode(line);
                switch (event.name()) {
                    case "input" -> listener.input(Path.of(event.field(0)));
                    case "unfixed" -> listener.unfixed(event.field(0));
                    case "base" -> listener.base(event.field(0), event.field(1));
                    case "step" -> listener.step(event.field(0));
                    case "progress" -> listener.progress(Integer.parseInt(event.field(0)));
                    case "warning" -> listener.warning(event.field(0));
                    default -> last = event;
                }
            }
        }
        return last;
    }

    private EngineResult outcome(@Nullable Message last, Process process)
            throws MojoFailureException, MojoExecutionException, InterruptedException, IOException {
        int status = process.waitFor();
        if (Files.size(log) == 0) {
            Files.delete(log);
        }
        if (last == null) {
            throw Failures.fault("the engine ended with status " + status + " and said nothing", log);
        }
        switch (last.name()) {
            case "result" -> {
                return EngineResult.of(last, engine);
            }
            case "problem" -> {
                if (last.field(1).equals("BUG")) {
                    throw Failures.fault(last.field(2), log);
                }
                throw Failures.problem(last);
            }
            case "fault" -> throw Failures.fault(last.field(0), log);
            default -> throw Failures.fault("the engine said '" + last.name() + "'", log);
        }
    }

    private static void end(Process process) throws IOException, InterruptedException {
        if (process.isAlive()) {
            process.getOutputStream().close();
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
