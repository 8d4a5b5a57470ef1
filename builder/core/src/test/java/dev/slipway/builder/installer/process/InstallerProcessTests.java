package dev.slipway.builder.installer.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.installer.InstallerResult;
import dev.slipway.builder.process.BuildProcess;
import dev.slipway.builder.process.EventLines;
import dev.slipway.builder.process.Message;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallerProcessTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EventLines events = new EventLines(new PrintStream(out, false, StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    @Test
    void runWhenBaseIsOfNoKindTellsTheProblemWithItsKind() {
        int status = run("base\tfloppy:a\nuser-data\t/u\ndefault-output\t/o.iso\nend\n");

        assertThat(status).isEqualTo(2);
        assertThat(lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(
                                "problem\tbase.unknown-kind\tUSAGE\t'floppy:a' names no base\t\t\twrite iso:FILE for an"
                                        + " installer ISO, ")
                        .contains("oci:DIRECTORY:TAG"));
    }

    @Test
    void runWhenTheBuildFailsHasToldTheInputsBefore() {
        Path base = directory.resolve("no-base.iso");
        Path userData = directory.resolve("user-data");
        run("base\tiso:%s\nuser-data\t%s\naddition\topt/x\t/x\ndefault-output\t%s\nend\n"
                .formatted(base, userData, directory.resolve("o.iso")));

        assertThat(lines()).startsWith("input\t" + base, "input\t" + userData, "input\t/x");
        assertThat(lines().getLast()).startsWith("problem\t");
    }

    @Test
    void resultWhenBuiltHasSizeAndTime() {
        Message result = InstallerProcess.result(new InstallerResult(
                Path.of("/o.iso"),
                4096,
                "SITE",
                "kairos",
                Optional.empty(),
                Optional.empty(),
                Duration.ofMillis(1500)));

        assertThat(result.encode()).isEqualTo("result\t/o.iso\t4096\tSITE\tkairos\t1500");
    }

    private int run(String request) {
        return BuildProcess.run(
                InstallerProcess::build, new BufferedReader(new StringReader(request)), events, ignored -> {});
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
