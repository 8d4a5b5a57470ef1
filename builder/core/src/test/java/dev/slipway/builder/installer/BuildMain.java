package dev.slipway.builder.installer;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.cache.BuildCache;
import java.io.IOException;
import java.nio.file.Path;

/// One build as a process of its own: `DIRECTORY BASE OUTPUT`. Prints `begun` when it has begun, and what it is warned
/// of.
final class BuildMain {

    private BuildMain() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        BaseReference base = BaseReference.parse(arguments[1]);
        System.out.println("begun");
        new InstallerBuild(new BuildCache(directory.resolve("cache")), new Printed())
                .build(SmallBase.request(directory, base, arguments[2]));
    }

    private static final class Printed implements BuildListener {
        @Override
        public void warning(String text) {
            System.out.println(text);
        }
    }
}
