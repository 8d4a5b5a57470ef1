package dev.slipway.builder.installer;

import dev.slipway.builder.site.SeedFiles;
import dev.slipway.builder.site.SiteRewrite;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Optional;

/// Rewrites as a process of its own, again and again until it is killed: `IMAGE USER-DATA USER-DATA`. Prints `begun`
/// when everything is loaded.
final class RewriteMain {

    private RewriteMain() {}

    public static void main(String[] arguments) {
        rewrite(arguments[0], arguments[1]);
        System.out.println("begun");
        for (long round = 0; round < Long.MAX_VALUE; round++) {
            rewrite(arguments[0], arguments[round % 2 == 0 ? 2 : 1]);
        }
    }

    private static void rewrite(String image, String userData) {
        new SiteRewrite(Path.of(image), Path.of(userData), SeedFiles.NONE, Optional.empty(), false).run(warning -> {});
    }

    static Process start(Path image, Path first, Path second) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RewriteMain.class.getName(),
                        image.toString(),
                        first.toString(),
                        second.toString())
                .redirectError(Redirect.INHERIT)
                .start();
    }
}
