package dev.slipway.maven.engine;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.maven.artifact.Artifact;

/// The jars that the engine consists of. They are dependencies of the plugin, so Maven fetches them, but their classes
/// are for a newer Java than Maven's: they are on the class path of the engine's process and are never loaded here.
public final class EngineJars {

    private EngineJars() {}

    /// The files, in the order of the class path.
    public static List<Path> paths(List<Artifact> artifacts) {
        return artifacts.stream()
                .map(Artifact::getFile)
                .filter(Objects::nonNull)
                .map(File::toPath)
                .toList();
    }

    /// A request together with the versions of the jars that answer it: another engine may give another output.
    public static List<Message> withVersions(List<Message> request, List<Artifact> artifacts) {
        List<Message> all = new ArrayList<>(request);
        for (Artifact artifact : artifacts) {
            // A snapshot changes without a new name.
            File file = artifact.getFile();
            String state = artifact.isSnapshot() && file != null ? file.length() + " " + file.lastModified() : "";
            all.add(Message.of("jar", artifact.getId(), state));
        }
        return all;
    }
}
