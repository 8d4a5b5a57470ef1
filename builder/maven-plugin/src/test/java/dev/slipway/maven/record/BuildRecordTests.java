package dev.slipway.maven.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.maven.engine.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildRecordTests {

    private static final List<Message> ASKED = List.of(Message.of("base", "iso:a b.iso"), Message.of("arch", "amd64"));

    @TempDir
    Path directory;

    private Path input;
    private Path output;

    @BeforeEach
    void buildOnce() throws IOException {
        input = Files.writeString(directory.resolve("user-data"), "#cloud-config\n");
        output = Files.writeString(directory.resolve("o.iso"), "iso");
        BuildRecord record = record(ASKED);
        record.input(input);
        record.write(output);
    }

    @Test
    void upToDateOutputWhenNothingChangedIsTheOutput() {
        assertThat(record(ASKED).upToDateOutput()).contains(output);
    }

    @Test
    void upToDateOutputWhenInputWasRewrittenWithTheSameTextIsTheOutput() throws IOException {
        Files.setLastModifiedTime(input, FileTime.fromMillis(0));

        assertThat(record(ASKED).upToDateOutput()).contains(output);
    }

    @Test
    void upToDateOutputWhenInputChangedWithinItsTimeIsEmpty() throws IOException {
        FileTime time = Files.getLastModifiedTime(input);
        Files.writeString(input, "#cloud-confiG\n");
        Files.setLastModifiedTime(input, time);

        assertThat(record(ASKED).upToDateOutput()).isEmpty();
    }

    @Test
    void upToDateOutputWhenInputIsGoneIsEmpty() throws IOException {
        Files.delete(input);

        assertThat(record(ASKED).upToDateOutput()).isEmpty();
    }

    @Test
    void upToDateOutputWhenOutputIsGoneIsEmpty() throws IOException {
        Files.delete(output);

        assertThat(record(ASKED).upToDateOutput()).isEmpty();
    }

    @Test
    void upToDateOutputWhenOutputWasTouchedIsEmpty() throws IOException {
        Files.setLastModifiedTime(output, FileTime.fromMillis(0));

        assertThat(record(ASKED).upToDateOutput()).isEmpty();
    }

    @Test
    void upToDateOutputWhenSomethingElseIsAskedIsEmpty() {
        assertThat(record(List.of(Message.of("base", "iso:b.iso"))).upToDateOutput())
                .isEmpty();
    }

    @Test
    void upToDateOutputWhenRecordIsCutOffAnywhereIsEmpty() throws IOException {
        Path file = directory.resolve("build.record");
        List<String> lines = Files.readAllLines(file);
        for (int kept = 0; kept < lines.size(); kept++) {
            Files.write(file, lines.subList(0, kept));

            assertThat(record(ASKED).upToDateOutput()).isEmpty();
        }
    }

    private BuildRecord record(List<Message> asked) {
        return new BuildRecord(directory.resolve("build.record"), asked);
    }
}
