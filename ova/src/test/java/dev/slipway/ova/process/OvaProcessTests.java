package dev.slipway.ova.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.process.BuildProcess;
import dev.slipway.builder.process.EventLines;
import dev.slipway.ova.archive.OvaFile;
import dev.slipway.ova.archive.OvaMember;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OvaProcessTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EventLines events = new EventLines(new PrintStream(out, false, StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    @Test
    void runWhenADiskIsNamedWritesItsApplianceAndTellsOfIt() throws IOException {
        Path disk = rawDisk();
        Path eula = Files.writeString(directory.resolve("eula.txt"), "Be kind.");
        Path output = directory.resolve("edge.ova");

        int status = run("disk\t%s\neula\t%s\ndefault-output\t%s\ncpus\t2\nmemory\t2G\nnic\te1000:lan\nend\n"
                .formatted(disk, eula, output));

        assertThat(lines()).startsWith("input\t" + disk, "input\t" + eula);
        assertThat(lines().getLast())
                .matches("result\t%s\t%d\tova\t67108864\t[0-9]+".formatted(output, Files.size(output)));
        assertThat(lines()).noneMatch(line -> line.startsWith("unfixed"));
        assertThat(status).isEqualTo(0);
        OvaFile ova = OvaFile.open(output);
        assertThat(ova.members().stream().map(OvaMember::name))
                .containsExactly("edge.ovf", "edge.mf", "edge-disk1.vmdk");
        assertThat(new String(ova.text(ova.descriptor(), 1 << 20), StandardCharsets.UTF_8))
                .contains("Be kind.", "lan", "E1000");
    }

    @Test
    void runWhenAnOutputIsNamedTakesItsFormat() throws IOException {
        Path output = directory.resolve("disk.vmdk");

        run("disk\t%s\noutput\t%s\ndefault-output\t%s\nend\n"
                .formatted(rawDisk(), output, directory.resolve("edge.ova")));

        assertThat(lines().getLast()).startsWith("result\t%s\t%d\tvmdk\t".formatted(output, Files.size(output)));
        assertThat(directory.resolve("edge.ova")).doesNotExist();
    }

    @Test
    void runWhenTheBaseMayChangeTellsSoBeforeItIsRead() {
        run("base\tregistry.invalid/edge:1\nuser-data\t/no/user-data\ndefault-output\t%s\nend\n"
                .formatted(directory.resolve("edge.ova")));

        assertThat(lines()).startsWith("input\t/no/user-data", "unfixed\tregistry.invalid/edge:1");
        assertThat(lines().getLast()).startsWith("problem\t");
    }

    @Test
    void runWhenASizeCannotBeUnderstoodTellsTheProblem() {
        assertThat(run("installer\t/i.iso\ndisk-size\t50 gigs\ndefault-output\t/o.ova\nend\n"))
                .isEqualTo(2);
        assertThat(lines())
                .containsExactly("problem\tova.disk-size\tUSAGE\t'50 gigs' is no size\t\t"
                        + "\tgive a size such as 512M or 20G for --disk-size");
    }

    private Path rawDisk() throws IOException {
        Path file = directory.resolve("disk.raw");
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(64 << 20);
            disk.seek(1 << 20);
            disk.write("a few bytes".getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }

    private int run(String request) {
        return BuildProcess.run(
                OvaProcess::build, new BufferedReader(new StringReader(request)), events, ignored -> {});
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
