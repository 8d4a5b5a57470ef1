package dev.slipway.builder.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.problem.Problem;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildProcessTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EventLines events = new EventLines(new PrintStream(out, false, StandardCharsets.UTF_8));

    @Test
    void runWhenTheBuildIsDoneTellsItsResultLast() {
        int status = run("name\ta\nname\tb\nend\nrest", (request, told) -> {
            told.warning("careful");
            return Message.of("result", String.join("+", request.values("name")));
        });

        assertThat(status).isEqualTo(0);
        assertThat(lines()).containsExactly("warning\tcareful", "result\ta+b");
    }

    @Test
    void runWhenTheBuildHasAProblemTellsItWithItsStatus() {
        int status = run("end\n", (request, told) -> {
            throw Problem.input("x", "bad").at("f:1").exception();
        });

        assertThat(status).isEqualTo(3);
        assertThat(lines()).containsExactly("problem\tx\tINPUT\tbad\tf:1\t\t");
    }

    @Test
    void runWhenTheRequestIsCutOffTellsAFault() {
        int status = run("base\tiso:a\n", (request, told) -> Message.of("result"));

        assertThat(status).isEqualTo(70);
        assertThat(lines()).containsExactly("fault\tjava.lang.IllegalStateException: the request stops after 1 lines");
    }

    @Test
    void progressWhenPercentStaysTheSameIsToldOnce() {
        events.step("Copy");
        events.progress(0, 1000);
        events.progress(5, 1000);
        events.progress(10, 1000);
        events.progress(1000, 1000);
        events.step("Write");
        events.progress(Long.MAX_VALUE, Long.MAX_VALUE);

        assertThat(lines())
                .containsExactly(
                        "step\tCopy", "progress\t0", "progress\t1", "progress\t100", "step\tWrite", "progress\t100");
    }

    private int run(String request, BuildProcess.Build build) {
        return BuildProcess.run(build, new BufferedReader(new StringReader(request)), events, ignored -> {});
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
