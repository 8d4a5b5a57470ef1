package dev.slipway.builder.installer.process;

import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.installer.InstallerResult;
import dev.slipway.builder.problem.Problem;
import java.io.PrintStream;
import java.nio.file.Path;

/// Tells the calling process what happens, a line an event.
final class EventLines implements BuildListener {

    private static final long PERCENT_UNKNOWN = -1;

    private final PrintStream out;
    private long percentTold = PERCENT_UNKNOWN;

    EventLines(PrintStream out) {
        this.out = out;
    }

    /// The files that decide the content, told before the first of them is read: the caller notes their state, and
    /// need not call again while nothing has changed.
    void inputs(InstallerRequest request) {
        request.base().file().ifPresent(this::input);
        if (!request.base().isFixed()) {
            send(Message.of("unfixed", request.base()));
        }
        input(request.userData());
        request.seed().given().forEach(this::input);
        request.medium().additions().values().forEach(this::input);
        request.evidence().signKey().ifPresent(this::input);
    }

    /// One more file that decides the content.
    void input(Path file) {
        send(Message.of("input", file.toAbsolutePath()));
    }

    @Override
    public void step(String step) {
        percentTold = PERCENT_UNKNOWN;
        send(Message.of("step", step));
    }

    @Override
    public void progress(long done, long total) {
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

    void result(InstallerResult result) {
        send(Message.of(
                "result",
                result.output().toAbsolutePath(),
                result.sizeBytes(),
                result.volumeId(),
                result.flavour(),
                result.took().toMillis()));
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

    private void send(Message message) {
        out.println(message.encode());
        out.flush();
    }
}
