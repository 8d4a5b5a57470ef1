package dev.slipway.builder.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCacheTests {

    private static final Sha256 KEY = Sha256.of(new byte[] {1});

    @TempDir
    Path directory;

    @Test
    void getMakesAnEntryOnceThoughManyAskAtOnce() throws Exception {
        BuildCache cache = new BuildCache(directory);
        AtomicInteger made = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(8);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var files = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return cache.get("squashfs", KEY, target -> {
                            made.incrementAndGet();
                            Image.ofBytes(new byte[] {42}).writeTo(target);
                        });
                    }))
                    .toList();
            for (var file : files) {
                assertThat(file.get()).hasBinaryContent(new byte[] {42});
            }
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void getWhenMakingFailedMakesItAgain() throws IOException {
        BuildCache cache = new BuildCache(directory);
        assertThatThrownBy(() -> cache.get("squashfs", KEY, target -> {
                    throw new IOException("disk on fire");
                }))
                .hasMessage("disk on fire");
        Path file = cache.get(
                "squashfs", KEY, target -> Image.ofBytes(new byte[] {7}).writeTo(target));
        assertThat(file).hasBinaryContent(new byte[] {7});
    }
}
