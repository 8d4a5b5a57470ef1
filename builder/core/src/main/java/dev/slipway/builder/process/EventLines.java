package dev.slipway.builder.process;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.problem.Problem;
import java.io.PrintStream;
import java.nio.file.Path;

/// Tells the calling process what happens, a line an event. Can be called from any thread.
public final class EventLines implements BuildListener {

    private static final long PERCENT_UNKNOWN = -1;

    private final PrintStream out;
    private long percentTold = PERCENT_UNKNOWN;

    /// @param out the lines go there
    public EventLines(PrintStream out) {
        this.out = out;
    }

    /// A file that decides the content, told before the first of them is read: the caller notes their state, and need
    /// not call again while nothing has changed.
    public void input(Path file) {
        send(Message.of("input", file.toAbsolutePath()));
    }

    /// The base's name may mean another base the next time; told with the inputs.
    public void unfixed(BaseReference base) {
        send(Message.of("unfixed", base));
    }

    @Override
    public synchronized void step(String step) {
        percentTold = PERCENT_UNKNOWN;
        send(Message.of("step", step));
    }

    @Override
    public synchronized void progress(long done, long total) {
        long percent = total <= 0 ? 0 : Math.min(100, (long) (100.0 * done / total));
        if (percent != percentTold) {
            percentTold = percent;
            send(Message.of("progress", percent));
        }
    }

    @Override
    public void resolvedBase(String name, String digest) {
        send(Message.of("base", name, digest));
    }

    @Override
    public void warning(String text) {
        send(Message.of("warning", text));
    }

    void problem(Problem problem) {
        send(Message.of(
                "problem",
                problem.code(),
                problem.kind(),
                problem.what(),
                problem.where().orElse(""),
                problem.why().orElse(""),
                problem.fix().orElse("")));
    }

    /// Our own mistake.
    void fault(Throwable fault) {
        send(Message.of("fault", fault));
    }

    synchronized void send(Message message) {
        out.println(message.encode());
        out.flush();
    }
}
