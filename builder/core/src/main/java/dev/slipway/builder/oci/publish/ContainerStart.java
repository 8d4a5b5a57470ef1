package dev.slipway.builder.oci.publish;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a container of an image does (OCI image specification v1.1, "Image Configuration").
///
/// @param entrypoint the program with its first arguments
/// @param command more arguments, which whoever starts the container may replace
/// @param ports that it listens on, such as `69/udp`
/// @param workingDirectory in which it runs
public record ContainerStart(
        List<String> entrypoint, List<String> command, List<String> ports, String workingDirectory) {

    /// An image that starts nothing by itself.
    public static final ContainerStart NOTHING = new ContainerStart(List.of(), List.of(), List.of(), "");

    public ContainerStart {
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        ports = List.copyOf(ports);
    }

    void describe(ObjectNode config) {
        if (entrypoint.isEmpty()) {
            return;
        }
        ObjectNode exposed = config.putObject("ExposedPorts");
        ports.forEach(exposed::putObject);
        fill(config.putArray("Entrypoint"), entrypoint);
        fill(config.putArray("Cmd"), command);
        config.put("WorkingDir", workingDirectory);
    }

    private static void fill(ArrayNode array, List<String> words) {
        words.forEach(array::add);
    }
}
