package dev.slipway.builder.installer;

import dev.slipway.builder.base.BaseReference.RootFileSystem;
import java.io.IOException;
import java.nio.file.Path;

/// One build as a process of its own: `DIRECTORY ROOT OUTPUT`. Says so when it has begun.
final class BuildMain {

    private BuildMain() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        RootFileSystem base = new RootFileSystem(Path.of(arguments[1]));
        System.out.println("begun");
        SmallBase.build(directory, SmallBase.request(directory, base, arguments[2]));
    }
}
