package dev.slipway.maven.jdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Makes directories that look like an installed Java from outside.
final class JavaHomes {

    private JavaHomes() {}

    static Path install(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        Files.writeString(home.resolve("bin/java"), "");
        Files.setPosixFilePermissions(
                home.resolve("bin/java"), Set.copyOf(PosixFilePermissions.fromString("rwxr-xr-x")));
        return home;
    }
}
