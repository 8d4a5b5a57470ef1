package dev.slipway.pxe.container;

import dev.slipway.builder.layer.LayerWriter;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.publish.ContainerStart;
import dev.slipway.builder.oci.publish.ImageDestination;
import dev.slipway.builder.oci.publish.PublishedImage;
import dev.slipway.builder.oci.publish.SingleLayerImage;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.pxe.loader.BootLoaders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The boot server as a container image without a distribution in it: the Java runtime that makes the image, Slipway
/// itself, the libraries that both load, and the boot loaders of this machine's packages. A container of it wants the
/// host's network, as its clients speak to it by broadcasts.
///
/// @param javaHome of the runtime
/// @param classPath the jars of Slipway
/// @param mainClass that takes Slipway's arguments
/// @param time what the image says of its making, and of its files
public record ServerImage(Path javaHome, List<Path> classPath, String mainClass, Instant time) {

    /// Where the configuration is looked for in a container.
    public static final String CONFIGURATION = "/etc/slipway/pxe.yaml";

    private static final List<String> PORTS = List.of("67/udp", "69/udp", "80/tcp", "443/tcp", "4011/udp", "547/udp");

    public ServerImage {
        classPath = List.copyOf(classPath);
    }

    /// Of the process that runs.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it does not run from jars
    public static ServerImage ofThisProcess(String mainClass, Instant time) {
        List<Path> entries = Stream.of(
                        System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
        for (Path entry : entries) {
            if (!Files.isRegularFile(entry)) {
                throw Problem.environment("server-image.classes", "Slipway does not run from jars here")
                        .at(entry.toString())
                        .because("the image would hold another program than the one that was tried")
                        .fix("run the installed command")
                        .exception();
            }
        }
        return new ServerImage(Path.of(System.getProperty("java.home")), entries, mainClass, time);
    }

    /// Writes the image.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where the place does not take it
    public PublishedImage writeTo(ImageDestination destination, LayerListener listener) throws IOException {
        ServerFiles files = new ServerFiles(time);
        List<Path> natives = files.addRuntime(javaHome);
        files.addApplication(classPath);
        Path runtime = javaHome.toRealPath();
        for (String library : SharedLibraries.of(natives)) {
            Path path = Path.of(library);
            if (!path.toRealPath().startsWith(runtime)) {
                files.addSame(path, 0755);
            }
        }
        for (Path loader : BootLoaders.filesOfDistribution()) {
            files.addSame(loader, 0644);
        }
        files.addSystem();
        Image tar = LayerWriter.plan(new Directory(Metadata.of(0755, time), new TreeMap<>()), files.files());
        Map<String, String> labels = Map.of("org.opencontainers.image.title", "Slipway boot server");
        try (SingleLayerImage image =
                SingleLayerImage.of(tar, platform(), new TreeMap<>(labels), start(), "slipway pxe image", time)) {
            return image.to(destination, listener);
        }
    }

    private ContainerStart start() {
        return new ContainerStart(
                List.of(
                        "/" + ServerFiles.JAVA + "/bin/java",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=/tmp",
                        "-cp",
                        "/" + ServerFiles.APPLICATION + "/*",
                        mainClass),
                List.of("serve-pxe", "--config", CONFIGURATION),
                PORTS,
                "/var/lib/slipway");
    }

    /// The libraries are those of this machine, and so is the processor.
    private static Platform platform() {
        return Platform.linux(System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64");
    }
}
