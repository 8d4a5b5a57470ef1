package dev.slipway.cli;

import dev.slipway.builder.installer.BuildListener;
import java.io.PrintStream;
import java.util.Map;

/// Shows how a build is going, until it is closed.
sealed interface Progress extends BuildListener, AutoCloseable {

    @Override
    void close();

    /// A part of the work is done.
    ///
    /// @param part for machines
    /// @param sentence the same for people; it stays, where there is a bar too
    void finished(Record part, String sentence);

    /// What suits the reader: a bar for a person at a terminal, lines for a log, JSON for a machine.
    static Progress in(Surroundings surroundings, boolean json) {
        if (json) {
            return new Events(surroundings.out());
        }
        if (!surroundings.isTerminal()) {
            return new Lines(surroundings.err());
        }
        Bar bar = new Bar(
                new ProgressBar(surroundings.columns(), surroundings.isColored(), System::nanoTime),
                surroundings.err());
        // Ctrl-C must not leave half a bar in front of the shell's prompt.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(bar::close));
        return bar;
    }

    private static String sentence(String name, String digest) {
        return "Base %s is %s".formatted(Printable.of(name), digest);
    }

    /// One plain line a step.
    record Lines(PrintStream target) implements Progress {
        @Override
        public void step(String step) {
            target.println(Printable.of(step));
        }

        @Override
        public void resolvedBase(String name, String digest) {
            target.println(sentence(name, digest));
        }

        @Override
        public void warning(String text) {
            target.println("warning: " + Printable.of(text));
        }

        @Override
        public void finished(Record part, String sentence) {
            target.println(Printable.of(sentence));
        }

        @Override
        public void close() {}
    }

    /// JSON, one object a line: `step` when one begins, `progress` at each further hundredth of it, `warning`.
    final class Events implements Progress {
        private static final int PARTS = 100;

        private final PrintStream target;
        private long part;

        Events(PrintStream target) {
            this.target = target;
        }

        @Override
        public void step(String step) {
            part = 0;
            write(JsonText.event("step", Map.of("step", step)));
        }

        @Override
        public void progress(long done, long total) {
            long reached = total <= 0 ? 0 : (long) ((double) done / total * PARTS);
            if (reached > part) {
                part = reached;
                write("{\"event\":\"progress\",\"doneBytes\":%d,\"totalBytes\":%d}".formatted(done, total));
            }
        }

        @Override
        public void resolvedBase(String name, String digest) {
            write(JsonText.event("base", Map.of("name", name, "digest", digest)));
        }

        @Override
        public void warning(String text) {
            write(JsonText.event("warning", Map.of("text", text)));
        }

        @Override
        public void finished(Record part, String sentence) {
            write(JsonText.event("finished", part));
        }

        /// Flushed line by line: whoever reads wants to know now.
        private void write(String line) {
            target.println(line);
            target.flush();
        }

        @Override
        public void close() {}
    }

    /// A line at the bottom of a terminal that is drawn again and again and leaves nothing behind.
    final class Bar implements Progress {
        private final ProgressBar bar;
        private final PrintStream target;
        private boolean closed;

        Bar(ProgressBar bar, PrintStream target) {
            this.bar = bar;
            this.target = target;
        }

        @Override
        public synchronized void step(String step) {
            write(bar.begin(step));
        }

        @Override
        public synchronized void progress(long done, long total) {
            write(bar.advance(done, total));
        }

        @Override
        public synchronized void resolvedBase(String name, String digest) {
            write(ProgressBar.CLEAR + sentence(name, digest) + "\n" + bar.draw());
        }

        @Override
        public synchronized void warning(String text) {
            write(ProgressBar.CLEAR + "warning: " + Printable.of(text) + "\n" + bar.draw());
        }

        @Override
        public synchronized void finished(Record part, String sentence) {
            write(ProgressBar.CLEAR + Printable.of(sentence) + "\n" + bar.draw());
        }

        @Override
        public synchronized void close() {
            write(ProgressBar.CLEAR);
            closed = true;
        }

        private void write(String text) {
            if (!closed && !text.isEmpty()) {
                target.print(text);
                target.flush();
            }
        }
    }
}
