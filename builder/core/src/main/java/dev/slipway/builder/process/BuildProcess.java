package dev.slipway.builder.process;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// What the main class of a build in a process of its own does: it reads one request from its standard input, up to the
/// line `end`, and tells events on its standard output:
///
/// ```
/// input    FILE                             decides the content; before the first step
/// unfixed  BASE                             its name may mean another base the next time; before the first step
/// base     NAME DIGEST                      what the name of an image stands for now
/// step     TEXT
/// progress PERCENT
/// warning  TEXT
/// result   FILE SIZE ... MILLISECONDS       the last line of a build that went well; each main class tells its own
/// problem  CODE KIND WHAT WHERE WHY FIX     the last line where the user's turn it is
/// fault    TEXT                             the last line where it is ours; standard error has the trace
/// ```
///
/// The caller keeps the standard input open: its end means that the caller is gone, and then so are we.
public final class BuildProcess {

    private static final int CALLER_IS_GONE = 130;

    private BuildProcess() {}

    /// One kind of build.
    @FunctionalInterface
    public interface Build {

        /// Builds what the request asks for, and tells its inputs before it reads the first of them.
        ///
        /// @return the line of its result
        /// @throws dev.slipway.builder.problem.ProblemException where it is the user's turn
        Message of(RequestMessages request, EventLines events);
    }

    /// Runs one build, and ends this process with its exit status.
    public static void main(Build build) {
        EventLines events = new EventLines(
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8));
        // Whatever a library prints must not get between the events.
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.exit(run(build, in, events, BuildProcess::endWithCaller));
    }

    /// Runs one build.
    ///
    /// @param onRequest given the rest of the input, once the request is read
    /// @return the exit status
    public static int run(Build build, BufferedReader in, EventLines events, Consumer<BufferedReader> onRequest) {
        try {
            RequestMessages request = RequestMessages.read(in);
            onRequest.accept(in);
            events.send(build.of(request, events));
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
