package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

class ProblemReportTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Surroundings surroundings = new Surroundings(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            0,
            Map.of(),
            Path.of(""));

    @Test
    void linesAreThreeAtMost() {
        Problem problem =
                Problem.input("x", "it is bad").at("file:3").because("of that").fix("do this");

        assertThat(ProblemReport.lines(problem))
                .containsExactly("slipway: it is bad (file:3)", "  because of that", "  fix: do this");
        assertThat(ProblemReport.lines(Problem.input("x", "it is bad"))).containsExactly("slipway: it is bad");
    }

    @Test
    void linesOfAReasonThatIsAListAreIndented() {
        assertThat(ProblemReport.lines(Problem.input("x", "it is bad").because("one\nslipway: two\r\u001b\nthree")))
                .containsExactly("slipway: it is bad", "  because one\n    slipway: two\n    \\u001b\n    three");
    }

    @Test
    void linesCannotSteerTheTerminal() {
        assertThat(ProblemReport.lines(Problem.input("x", "a\u001b[2Jb\u202e")))
                .containsExactly("slipway: a\\u001b[2Jb\\u202e");
    }

    @Test
    void failedEndsWithTheStatusOfTheKind() {
        assertThat(failed(Problem.check("x", "y").exception())).isEqualTo(1);
        assertThat(failed(Problem.usage("x", "y").exception())).isEqualTo(2);
        assertThat(failed(Problem.input("x", "y").exception())).isEqualTo(3);
        assertThat(failed(new IOException("No space left on device"))).isEqualTo(4);
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("slipway: the disk is full\n");
    }

    @Test
    void failedWhenItIsOurFaultPutsTheStackTraceIntoAFile() throws IOException {
        assertThat(failed(new IllegalStateException("oops"), "inspect", "secret.iso"))
                .isEqualTo(70);

        String told = err.toString(StandardCharsets.UTF_8);
        assertThat(told.lines()).hasSize(3).noneMatch(line -> line.contains("\tat "));
        Path report = Path.of(told.lines().toList().get(2).replaceFirst(".* the file ", ""));
        assertThat(Files.readString(report))
                .contains("verb inspect", "IllegalStateException: oops", "\tat ")
                .doesNotContain("secret.iso");
        Files.delete(report);
    }

    @Test
    void failedWithJsonIsOneObject() {
        Problem problem = Problem.input("user-data.yaml", "no \"YAML\"").at("user-data:2");

        assertThat(failed(problem.exception(), "inspect", "--json", "x.iso")).isEqualTo(3);
        assertThat(err.size()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"event\":\"problem\",\"code\":\"user-data.yaml\",\"kind\":\"input\","
                        + "\"what\":\"no \\\"YAML\\\"\",\"where\":\"user-data:2\",\"why\":null,\"fix\":null,"
                        + "\"exitStatus\":3}\n");
    }

    private int failed(Throwable failure) {
        return failed(failure, "inspect", "x.iso");
    }

    private int failed(Throwable failure, String... arguments) {
        ParseResult parsed = SlipwayCommand.definition(surroundings).parseArgs(arguments);
        return new ProblemReport(surroundings).failed(failure, parsed);
    }
}
