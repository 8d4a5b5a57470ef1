package dev.slipway.maven.jdk;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/// The Javas that a Maven build names: the one that the toolchains plugin has chosen for it, then those in the user's
/// `toolchains.xml`.
public final class ToolchainHomes {

    private static final String JDK = "jdk";

    private ToolchainHomes() {}

    /// Their directories, the build's own choice first.
    public static List<Path> of(ToolchainManager toolchains, MavenSession session) {
        Map<String, String> newEnough = Map.of("version", "[" + JavaHomeSearch.FEATURE_MIN + ",)");
        return Stream.concat(
                        Stream.ofNullable(toolchains.getToolchainFromBuildContext(JDK, session)),
                        toolchains.getToolchains(session, JDK, newEnough).stream())
                .flatMap(toolchain -> home(toolchain).stream())
                .toList();
    }

    private static List<Path> home(Toolchain toolchain) {
        return Stream.ofNullable(toolchain.findTool("java"))
                .map(java -> Path.of(java).getParent())
                .filter(Objects::nonNull)
                .map(Path::getParent)
                .filter(Objects::nonNull)
                .toList();
    }
}
