package dev.slipway.builder.userdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// debconf itself judges the files that we judge.
@RequiresTool("debconf-set-selections")
class PreseedIT {

    @TempDir
    private Path directory;

    @Test
    void soundFileIsSoundForDebconf() throws IOException {
        Path file = Files.writeString(directory.resolve("preseed.cfg"), PreseedTests.SOUND);

        assertThatCode(() ->
                        Tool.of("debconf-set-selections", "--checkonly", file).run())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"d-i netcfg/get_hostname", "d-i netcfg/get_hostname strng shop"})
    void lineThatWeRefuseIsPassedOverByDebconf(String line) throws IOException {
        Path file = Files.writeString(directory.resolve("preseed.cfg"), line + "\n");

        assertThatThrownBy(() -> Preseed.parse(line, "f")).hasMessageContaining("no answer");
        String said = Tool.of("sh", "-c", "debconf-set-selections --checkonly \"$1\" 2>&1 || true", "sh", file)
                .run();
        assertThat(said).containsPattern("parse error|skipping line");
    }
}
