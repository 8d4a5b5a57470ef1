package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RenewedJarsTests {

    @TempDir
    private Path folder;

    @Test
    void everyClassOfARenewedJarPassesTheVerifier() throws Exception {
        Path jar = picocli();
        RenewedJars.renew(jar);

        int verified = 0;
        try (JarFile file = new JarFile(jar.toFile());
                URLClassLoader classes =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            for (JarEntry entry : file.stream().toList()) {
                if (entry.getName().startsWith("picocli/") && entry.getName().endsWith(".class")) {
                    assertThat(majorVersion(file, entry)).as(entry.getName()).isEqualTo(51);
                    String name = entry.getName().replace('/', '.').replaceFirst("\\.class$", "");
                    // Initializing links, and linking verifies.
                    assertThat(Class.forName(name, true, classes)).isNotNull();
                    verified++;
                }
            }
        }
        assertThat(verified).isGreaterThan(100);
    }

    @Test
    void jarOfNewClassesStaysAsItIs() throws Exception {
        Path jar = copy(Nullable.class);
        byte[] before = Files.readAllBytes(jar);

        RenewedJars.renew(jar);

        assertThat(jar).hasBinaryContent(before);
    }

    private Path picocli() throws IOException, URISyntaxException {
        return copy(CommandLine.class);
    }

    private Path copy(Class<?> type) throws IOException, URISyntaxException {
        Path jar =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        return Files.copy(jar, folder.resolve(jar.getFileName().toString()));
    }

    private static int majorVersion(JarFile file, JarEntry entry) throws IOException {
        try (var in = file.getInputStream(entry)) {
            return in.readNBytes(8)[7];
        }
    }
}
