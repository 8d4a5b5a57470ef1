package dev.slipway.builder.installer.process;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The main class of a build in a process of its own. It reads one request from its standard input, up to the line
/// `end`, and tells events on its standard output:
///
/// ```
/// input    FILE                                      decides the content; before the first step
/// unfixed  BASE                                      its name may mean another base the next time; before the first
/// step
/// base     NAME DIGEST                               what the name of an image stands for now
/// step     TEXT
/// progress PERCENT
/// warning  TEXT
/// result   FILE SIZE VOLUME-ID FLAVOUR MILLISECONDS  the last line of a build that went well
/// problem  CODE KIND WHAT WHERE WHY FIX              the last line where the user's turn it is
/// fault    TEXT                                      the last line where it is ours; standard error has the trace
/// ```
///
/// The caller keeps the standard input open: its end means that the caller is gone, and then so are we.
public final class InstallerProcess {

    private static final int CALLER_IS_GONE = 130;

    private InstallerProcess() {}

    /// Runs one build.
    public static void main(String[] arguments) {
        EventLines events = new EventLines(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8));
        // Whatever a library prints must not get between the events.
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.exit(run(in, events, InstallerProcess::endWithCaller));
    }

    static int run(BufferedReader in, EventLines events, Consumer<BufferedReader> onRequest) {
        try {
            RequestLines lines = RequestLines.read(in);
            onRequest.accept(in);
            build(lines, events);
            return 0;
        } catch (IOException | RuntimeException | Error e) {
            Problem problem = Diagnosis.of(e);
            if (problem.kind() == Problem.Kind.BUG) {
                e.printStackTrace();
                events.fault(e);
            } else {
                events.problem(problem);
            }
            return problem.kind().exitStatus();
        }
    }

    private static void build(RequestLines lines, EventLines events) {
        lines.envFile().ifPresent(events::input);
        InstallerRequest request = lines.parameters().toRequest(Path.of(""));
        events.inputs(request);
        events.result(new InstallerBuild(BuildCache.ofUser(), events).build(request));
    }

    private static void endWithCaller(BufferedReader in) {
        Thread.ofPlatform().daemon().name("end with the caller").start(() -> {
            try {
                while (in.read() >= 0) {
                    // Nothing more is to come; only the end counts.
                }
            } catch (IOException e) {
                // A broken pipe tells the same.
            }
            System.exit(CALLER_IS_GONE);
        });
    }
}
