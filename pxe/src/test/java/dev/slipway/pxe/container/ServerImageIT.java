package dev.slipway.pxe.container;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.oci.publish.ImageDestination;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The image is unpacked by umoci, and what it starts runs with nothing but the image around it.
@RequiresTool({"umoci", "unshare", "skopeo", "jq"})
class ServerImageIT {

    /// In place of Slipway: uses the network, and calls the C library as the server does.
    static final class Program {

        public static void main(String[] arguments) throws IOException {
            long pid = ProcessHandle.current().pid();
            System.out.printf(
                    "ran %s on %s with %s%n",
                    pid > 0 ? "well" : "badly", InetAddress.ofLiteral("127.0.0.1"), String.join(" ", arguments));
        }
    }

    /// As container engines do it: programs find what lies beside them through `/proc`.
    private static final String IN_ROOT = "mkdir -p $0/proc && mount -t proc proc $0/proc && exec chroot $0 \"$@\"";

    @TempDir
    private Path directory;

    @Test
    void programRunsWithNothingButTheImage() throws IOException {
        Path jar = jar();
        ServerImage image = new ServerImage(
                Path.of(System.getProperty("java.home")), List.of(jar), Program.class.getName(), Instant.EPOCH);
        Path layout = directory.resolve("layout");
        image.writeTo(ImageDestination.parse("oci:" + layout + ":server", Map.of()), LayerListener.SILENT);

        Tool.of("umoci", "unpack", "--image", layout + ":server", directory.resolve("bundle"))
                .run();
        Path root = directory.resolve("bundle").resolve("rootfs");
        String config = Tool.of("skopeo", "inspect", "--config", "oci:" + layout + ":server")
                .run();
        Path file = Files.writeString(directory.resolve("config.json"), config);
        String[] entrypoint =
                Tool.of("jq", "-r", ".config.Entrypoint[]", file).run().strip().split("\n", -1);

        assertThat(Tool.of("jq", "-c", ".config.Cmd", file).run().strip())
                .isEqualTo("[\"serve-pxe\",\"--config\",\"/etc/slipway/pxe.yaml\"]");
        assertThat(Tool.of("unshare", "--mount", "sh", "-c", IN_ROOT, root)
                        .and((Object[]) entrypoint)
                        .and("serve-pxe")
                        .run())
                .contains("ran well on /127.0.0.1 with serve-pxe");
        assertThat(root.resolve("etc/slipway")).isDirectory();
        assertThat(root.resolve("opt/java/bin/javac")).doesNotExist();
    }

    private Path jar() throws IOException {
        Path jar = directory.resolve("program.jar");
        String name = Program.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream bytes = requireNonNull(ClassLoader.getSystemResourceAsStream(name))) {
            out.putNextEntry(new JarEntry(name));
            out.write(bytes.readAllBytes());
        }
        return jar;
    }
}
