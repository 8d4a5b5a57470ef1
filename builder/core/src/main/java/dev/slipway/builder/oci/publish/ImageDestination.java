package dev.slipway.builder.oci.publish;

import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.registry.RegistrySettings;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where an image can be written to.
public sealed interface ImageDestination
        permits RegistryDestination, LayoutDestination, ArchiveDestination, DaemonDestination {

    /// Writes the image, whole or not at all.
    ///
    /// @throws ProblemException where the place does not take it
    PublishedImage write(CustomisedImage image, LayerListener listener) throws IOException;

    /// A registry.
    ///
    /// @throws ProblemException where the name is pinned to a digest, which only the content can decide
    static ImageDestination registry(ImageName name, RegistrySettings settings) {
        return new RegistryDestination(unpinned(name), settings);
    }

    /// Understands `oci:DIRECTORY[:TAG]`, `docker-archive:FILE[:NAME[:TAG]]` and `docker-daemon:NAME[:TAG]`, as skopeo
    /// does.
    ///
    /// @param environment of the process, which tells where the daemon is
    /// @throws ProblemException where it names no place that we know
    static ImageDestination parse(String text, Map<String, String> environment) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        if (colon < 0 || rest.isEmpty()) {
            throw unknown(text);
        }
        return switch (text.substring(0, colon)) {
            case "oci" -> {
                String tag = behindPath(rest).orElse("latest");
                yield LayoutDestination.of(path(rest), tag);
            }
            case "docker-archive" ->
                new ArchiveDestination(
                        path(rest), behindPath(rest).map(ImageName::parse).map(ImageDestination::unpinned));
            case "docker-daemon" -> new DaemonDestination(unpinned(ImageName.parse(rest)), environment);
            default -> throw unknown(text);
        };
    }

    private static ProblemException unknown(String text) {
        return Problem.usage("publish.destination", "'%s' names no place for an image".formatted(text))
                .fix(
                        "write oci:DIRECTORY:TAG, docker-archive:FILE or docker-daemon:NAME, or --push IMAGE for a registry")
                .exception();
    }

    private static ImageName unpinned(ImageName name) {
        if (name.isPinned()) {
            throw Problem.usage("publish.pinned", "an image cannot be written under a digest")
                    .at(name.toString())
                    .because("its digest comes from its content")
                    .fix("name a tag; the digest is told when the image is written")
                    .exception();
        }
        return name;
    }

    /// The first colon ends the path, unless it belongs to the letter of a drive.
    private static int endOfPath(String text) {
        boolean drive = text.length() > 2
                && Character.isLetter(text.charAt(0))
                && text.charAt(1) == ':'
                && (text.charAt(2) == '\\' || (text.charAt(2) == '/' && java.io.File.separatorChar == '\\'));
        int colon = text.indexOf(':', drive ? 2 : 0);
        return colon < 0 ? text.length() : colon;
    }

    private static Optional<String> behindPath(String text) {
        int end = endOfPath(text);
        return end == text.length() ? Optional.empty() : Optional.of(text.substring(end + 1));
    }

    private static Path path(String text) {
        String path = text.substring(0, endOfPath(text));
        try {
            if (!path.isEmpty()) {
                return Path.of(path);
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw Problem.usage("publish.path", "'%s' is no path".formatted(path)).exception();
    }
}
