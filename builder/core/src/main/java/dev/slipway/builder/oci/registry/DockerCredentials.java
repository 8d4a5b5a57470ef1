package dev.slipway.builder.oci.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Credentials where Docker and Podman keep them: `auths`, `credHelpers` and `credsStore` of their configuration
/// files, and the helpers of well-known clouds where they are installed. The first that knows the registry wins.
final class DockerCredentials {

    private final Path home;
    private final Map<String, String> environment;

    DockerCredentials(RegistrySettings settings) {
        home = settings.home();
        environment = settings.environment();
    }

    /// The credentials for an image's registry, where somebody has any.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where a configuration file or a helper fails
    Optional<Credentials> find(ImageName image) {
        ImageReference reference = ImageReference.of(image.host(), image.repository(), "latest");
        // What jib logs may name helpers and files; what matters of it comes as an exception.
        CredentialRetrieverFactory jib = CredentialRetrieverFactory.forImage(reference, event -> {}, environment);
        for (Path file : files()) {
            if (Files.isRegularFile(file)) {
                Optional<Credentials> found = ask(jib.dockerConfig(file), file.toString());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return ask(jib.wellKnownCredentialHelpers(), "credential helper for " + image.host());
    }

    /// In the order in which they count: what was named explicitly, Docker's, Podman's.
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        variable("REGISTRY_AUTH_FILE").ifPresent(file -> files.add(Path.of(file)));
        files.add(variable("DOCKER_CONFIG")
                .map(Path::of)
                .orElse(home.resolve(".docker"))
                .resolve("config.json"));
        variable("XDG_RUNTIME_DIR").ifPresent(directory -> files.add(Path.of(directory, "containers", "auth.json")));
        files.add(variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElse(home.resolve(".config"))
                .resolve("containers")
                .resolve("auth.json"));
        return files;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static Optional<Credentials> ask(CredentialRetriever retriever, String place) {
        try {
            return retriever.retrieve().map(DockerCredentials::credentials);
        } catch (CredentialRetrievalException e) {
            // Its message may quote what a helper printed, which may be a secret.
            throw Problem.environment("registry.credentials", "credentials for the registry cannot be read")
                    .at(place)
                    .fix("try `docker login` again, or run the credential helper by hand to see what it says")
                    .exception(e);
        }
    }

    private static Credentials credentials(Credential found) {
        return new Credentials(found.getUsername(), found.getPassword());
    }
}
