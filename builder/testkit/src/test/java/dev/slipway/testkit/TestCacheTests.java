package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCacheTests {

    @TempDir
    Path root;

    @Test
    void fileWhenMadeBeforeIsNotMadeAgain() throws IOException {
        Path first = TestCache.file(root, "base.tar", "recipe", target -> Files.writeString(target, "one"));
        Path second = TestCache.file(root, "base.tar", "recipe", target -> Files.writeString(target, "two"));

        assertThat(second).isEqualTo(first).hasContent("one");
    }

    @Test
    void fileWhenRecipeDiffersIsAnother() throws IOException {
        Path first = TestCache.file(root, "base.tar", "recipe", target -> Files.writeString(target, "one"));
        Path second = TestCache.file(root, "base.tar", "better recipe", target -> Files.writeString(target, "two"));

        assertThat(first).hasContent("one");
        assertThat(second).hasContent("two");
    }

    @Test
    void fileWhenMakingFailsLeavesNothingBehind() throws IOException {
        assertThatThrownBy(() -> TestCache.file(root, "base.tar", "recipe", target -> {
                    Files.writeString(target, "half");
                    throw new IOException("no space left");
                }))
                .hasMessage("no space left");

        try (Stream<Path> left = Files.walk(root).filter(Files::isRegularFile)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactly("base.tar.lock");
        }
    }
}
