package dev.slipway.maven;

import dev.slipway.maven.jdk.JavaHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// The Javas of this machine that Maven is run on in tests.
final class Javas {

    private static final Path PLACE = Path.of("/usr/lib/jvm");

    private Javas() {}

    /// An older one and the newest: the usual case and the simple one.
    static List<Path> both() {
        return List.of(older(), newest());
    }

    /// One that cannot load the engine.
    static Path older() {
        try (Stream<Path> homes = Files.list(PLACE)) {
            return homes.sorted()
                    .flatMap(home -> JavaHome.at(home).stream())
                    .filter(home -> home.feature() >= 17 && home.feature() < 25)
                    .map(JavaHome::directory)
                    .findFirst()
                    .orElseThrow(Javas::noOlderOne);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The one that the tests themselves run on.
    static Path newest() {
        return Path.of(System.getProperty("java.home"));
    }

    private static RuntimeException noOlderOne() {
        String text = "no JDK of 17 to 24 in " + PLACE + " to run Maven on";
        if (System.getenv("CI") != null) {
            return new IllegalStateException(text);
        }
        System.err.println("SKIPPED: " + text);
        return new TestAbortedException(text);
    }
}
