package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTests {

    private static final long SECOND_NANOS = 1_000_000_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream target = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final AtomicLong clock = new AtomicLong();

    @Test
    void barIsDrawnOverItselfAndClearedAtTheEnd() {
        try (Progress bar = new Progress.Bar(bar(80, false), target)) {
            bar.step("Write out.iso");
            clock.addAndGet(SECOND_NANOS);
            bar.progress(500_000_000, 1_000_000_000);
        }

        assertThat(printed())
                .isEqualTo("\r\033[KWrite out.iso"
                        + "\r\033[KWrite out.iso  [" + "#".repeat(15) + " ".repeat(15) + "]  50%  500.0 MB of 1.0 GB"
                        + "\r\033[K");
    }

    @Test
    void barIsNotDrawnMoreThanTenTimesASecond() {
        ProgressBar bar = bar(80, false);
        bar.begin("Write");
        int drawn = 0;
        for (int i = 1; i <= 1000; i++) {
            clock.addAndGet(SECOND_NANOS / 1000);
            drawn += bar.advance(i, 1000).isEmpty() ? 0 : 1;
        }

        assertThat(drawn).isEqualTo(10);
    }

    @Test
    void barFitsEveryWidth() {
        for (int columns = 1; columns <= 200; columns++) {
            ProgressBar bar = bar(columns, false);
            bar.begin("Compress the root file system of a base with a rather long name");
            clock.addAndGet(SECOND_NANOS);
            String drawn = bar.advance(123_456_789, 987_654_321).replace(ProgressBar.CLEAR, "");

            assertThat(drawn.length()).isLessThanOrEqualTo(Math.max(1, columns - 1));
        }
    }

    @Test
    void barIsPaintedOnlyWhereTheTerminalMayBe() {
        assertThat(advanced(bar(80, true))).contains("\033[32m#");
        assertThat(advanced(bar(80, false)).replace(ProgressBar.CLEAR, "")).doesNotContain("\033");
        assertThat(surroundings(80, Map.of()).isColored()).isTrue();
        assertThat(surroundings(80, Map.of("NO_COLOR", "1")).isColored()).isFalse();
        assertThat(surroundings(80, Map.of("NO_COLOR", "")).isColored()).isTrue();
        assertThat(surroundings(0, Map.of()).isColored()).isFalse();
    }

    @Test
    void warningStandsAboveTheBar() {
        Progress.Bar bar = new Progress.Bar(bar(80, false), target);
        bar.step("Read");
        bar.warning("odd\u001b");

        assertThat(printed()).endsWith("\r\033[Kwarning: odd\\u001b\n\r\033[KRead");
    }

    @Test
    void barThatIsClosedStaysSilent() {
        Progress.Bar bar = new Progress.Bar(bar(80, false), target);
        bar.close();
        int before = bytes.size();
        bar.step("late");
        bar.close();

        assertThat(bytes.size()).isEqualTo(before);
    }

    @Test
    void linesAreOneAStep() {
        Progress lines = new Progress.Lines(target);
        lines.step("Read");
        lines.progress(1, 2);
        lines.warning("odd");
        lines.step("Write");

        assertThat(printed()).isEqualTo("Read\nwarning: odd\nWrite\n");
    }

    @Test
    void eventsComeOnceAHundredthAtMost() {
        Progress events = new Progress.Events(target);
        events.step("Write \"x\"");
        for (int i = 0; i <= 100_000; i++) {
            events.progress(i, 100_000);
        }

        assertThat(printed().lines())
                .hasSize(101)
                .startsWith(
                        "{\"event\":\"step\",\"step\":\"Write \\\"x\\\"\"}",
                        "{\"event\":\"progress\",\"doneBytes\":1000,\"totalBytes\":100000}");
    }

    @Test
    void kindFollowsFromTheSurroundings() {
        assertThat(Progress.in(surroundings(80, Map.of()), true)).isInstanceOf(Progress.Events.class);
        assertThat(Progress.in(surroundings(80, Map.of()), false)).isInstanceOf(Progress.Bar.class);
        assertThat(Progress.in(surroundings(0, Map.of()), false)).isInstanceOf(Progress.Lines.class);
    }

    private String advanced(ProgressBar bar) {
        bar.begin("Write");
        clock.addAndGet(SECOND_NANOS);
        return bar.advance(1, 2);
    }

    private ProgressBar bar(int columns, boolean colored) {
        return new ProgressBar(columns, colored, clock::get);
    }

    private Surroundings surroundings(int columns, Map<String, String> environment) {
        return new Surroundings(target, target, columns, environment, Path.of(""));
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
