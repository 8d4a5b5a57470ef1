package dev.slipway.builder.userdata.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Nothing in a file makes validation throw, forget its order or point outside of the text. Runs over its seeds in
/// every build; `JAZZER_FUZZ=1 mvn ... test -Djazzer.hooks=true -Dtest='UserDataFuzzTests#validationNeverThrows'`
/// searches on.
class UserDataFuzzTests {

    @FuzzTest(maxDuration = "5m")
    void validationNeverThrows(FuzzedDataProvider data) {
        validate(("#cloud-config\n" + data.consumeRemainingAsString()).getBytes(StandardCharsets.UTF_8));
    }

    @FuzzTest(maxDuration = "1m")
    void validationOfAnyBytesNeverThrows(byte[] data) {
        validate(data);
    }

    /// The examples of the pages are seeds, too, cut off at every place.
    @Test
    void validationOfCutOffExamplesNeverThrows() throws Exception {
        try (Stream<Path> pages = Files.list(Path.of("../../docs/findings"))) {
            for (Path page : pages.toList()) {
                String text = Files.readString(page);
                int begin = text.indexOf("\n#cloud-config") + 1;
                String example = begin == 0 ? "" : text.substring(begin, text.indexOf("```", begin));
                for (int end = 0; end < example.length(); end++) {
                    validate(example.substring(0, end).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static void validate(byte[] bytes) {
        UserDataValidation validation = UserDataValidation.of(bytes, "u", ValidationContext.UNKNOWN);
        List<Integer> lines = validation.findings().stream()
                .map(finding -> finding.span().line())
                .toList();
        assertThat(lines).isSorted();
        validation
                .document()
                .map(SourceLines::new)
                .ifPresent(source -> validation.findings().forEach(finding -> source.at(finding.span())));
    }
}
