package dev.slipway.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReferenceFilesTests {

    private static final Path DOCS = Path.of("../../docs");

    @Test
    void checkedInFilesAreWhatTheDefinitionGives() {
        assertThat(ReferenceFiles.all())
                .allSatisfy((path, text) -> assertThat(DOCS.resolve(path))
                        .as("%s: run ./slipway reference", path)
                        .hasContent(text));
    }

    @Test
    void noPageOfACommandThatIsGoneIsLeft() throws IOException {
        for (String folder : List.of("man", "completion")) {
            try (Stream<Path> pages = Files.list(DOCS.resolve(folder))) {
                assertThat(pages.map(page -> folder + "/" + page.getFileName()))
                        .isSubsetOf(ReferenceFiles.all().keySet());
            }
        }
    }
}
